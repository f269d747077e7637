-- Whether every order number stands on one row.
SELECT count(order_id) = count(DISTINCT order_id) FROM order_rows
