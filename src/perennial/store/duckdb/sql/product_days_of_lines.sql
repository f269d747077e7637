-- Days on which a customer bought a product (or of a category): the day of the order whose row names it.
CREATE TEMP TABLE product_days AS
SELECT DISTINCT
    lines.product,
    customers.number AS customer,
    day_number(settled_orders.moment) AS day
FROM lines
JOIN settled_orders
    ON settled_orders.customer_id = lines.customer_id
    AND settled_orders.contract_id IS NOT DISTINCT FROM lines.contract_id
    AND settled_orders.order_id IS NOT DISTINCT FROM (CASE WHEN lines.contract_id IS NULL THEN lines.order_id END)
    AND settled_orders.lone_row IS NOT DISTINCT FROM (
        CASE WHEN lines.contract_id IS NULL AND lines.order_id IS NULL THEN lines."row" END
    )
JOIN customers ON customers.id = lines.customer_id
WHERE settled_orders.fate = 'counted' AND lines.kind = 'sale' AND lines.product IS NOT NULL
