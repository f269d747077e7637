-- Purchases: one row a customer and day, with the gap to the next one (null while open) and its rung.
CREATE TEMP TABLE purchases AS
WITH days AS (
    SELECT
        customers.number AS customer,
        day_number(counted_orders.moment) AS day,
        count(*)::INTEGER AS orders,
        round(sum(counted_orders.amount), 6) AS amount
    FROM counted_orders
    JOIN customers ON customers.id = counted_orders.customer_id
    GROUP BY 1, 2
)
SELECT *, lead(day) OVER rising - day AS gap, row_number() OVER rising::INTEGER AS rung
FROM days
WINDOW rising AS (PARTITION BY customer ORDER BY day)
