-- Counted orders by customer and day, in rows that may still have to be added up.
CREATE TEMP VIEW order_days AS SELECT customer, day, {orders} AS orders, amount FROM {source}
