-- Money of a customer that belongs to no purchase: refunds beyond their order, or without one.
CREATE TEMP TABLE adjustments AS
SELECT customer_id, sum(amount) AS amount
FROM (
    SELECT customer_id, net AS amount FROM settled_orders WHERE fate = 'refunded'
    UNION ALL
    SELECT customer_id, -amount FROM pointed_refunds WHERE number IS NULL
    UNION ALL
    SELECT customer_id, -given_back
    FROM orders
    WHERE role = 'loose' AND NOT EXISTS (SELECT 1 FROM matches WHERE matches.refund = orders.number)
)
GROUP BY customer_id
