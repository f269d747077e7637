-- Refunds without an order of their own, of customers who have orders; numbered as in refund_candidates.
WITH buyers AS (
    SELECT customer_id, dense_rank() OVER (ORDER BY customer_id) AS customer
    FROM (
        SELECT DISTINCT customer_id
        FROM orders
        SEMI JOIN (SELECT customer_id FROM orders WHERE role = 'loose') AS loose ON loose.customer_id = orders.customer_id
        WHERE role = 'order'
    )
)
SELECT buyers.customer, orders.moment, orders.number, orders.given_back AS amount
FROM orders
JOIN buyers USING (customer_id)
WHERE orders.role = 'loose'
ORDER BY orders.moment, orders.given_back, orders.first_row
