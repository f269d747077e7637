-- Orders by customer and day, several on some days. Kept where the order of rows is, for walking over them.
CREATE TEMP {kind} sorted_orders AS
SELECT
    customers.number AS customer,
    day_number(counted_orders.moment) AS day,
    counted_orders.amount
FROM counted_orders
JOIN customers ON customers.id = counted_orders.customer_id
ORDER BY customer, day
