-- Rows of the orders of each customer's first day of purchase.
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
FROM lines
JOIN order_rows ON order_rows."row" = lines."row"
JOIN settled_orders
    ON settled_orders.customer_id = lines.customer_id
    AND settled_orders.contract_id IS NOT DISTINCT FROM lines.contract_id
    AND settled_orders.order_id IS NOT DISTINCT FROM (CASE WHEN lines.contract_id IS NULL THEN lines.order_id END)
    AND settled_orders.lone_row IS NOT DISTINCT FROM (
        CASE WHEN lines.contract_id IS NULL AND lines.order_id IS NULL THEN lines."row" END
    )
JOIN customers ON customers.id = lines.customer_id
JOIN first_days ON first_days.customer = customers.number
WHERE settled_orders.fate = 'counted' AND lines.kind = 'sale'
    AND day_number(settled_orders.moment) = first_days.day
