-- Rows of each customer's first day of purchase, where every row is an order.
CREATE TEMP TABLE first_rows AS
WITH first_days AS (
    SELECT customer, min(day) AS day FROM order_days GROUP BY customer
)
SELECT
    first_days.customer,
    order_rows.ordered_at AS moment,
    order_rows.channel,
    order_rows.source,
    order_rows.region,
    order_rows.category,
    order_rows.product
FROM order_rows
JOIN customers ON customers.id = order_rows.customer_id
JOIN first_days ON first_days.customer = customers.number
WHERE order_rows.ordered_at < getvariable('end_of_observation')
    AND coalesce(order_rows.amount, 0) >= getvariable('least_amount')
    AND day_number(order_rows.ordered_at) = first_days.day
