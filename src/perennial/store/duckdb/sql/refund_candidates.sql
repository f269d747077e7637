-- Orders that a loose refund may belong to: those of the same customer, with what is left of each.
SELECT
    dense_rank() OVER (ORDER BY orders.customer_id) AS customer,
    orders.moment,
    orders.number,
    orders.sold - orders.given_back - coalesce(pointed.amount, 0) AS "left"
FROM orders
SEMI JOIN (SELECT customer_id FROM orders WHERE role = 'loose') AS loose ON loose.customer_id = orders.customer_id
LEFT JOIN (SELECT number, sum(amount) AS amount FROM pointed_refunds GROUP BY number) AS pointed USING (number)
WHERE orders.role = 'order'
ORDER BY orders.customer_id, orders.moment, orders.sold, orders.first_row
