-- Orders and money of each customer, in the order of their numbers.
SELECT
    sum(orders)::INTEGER AS orders,
    round(sum(purchases.amount) FILTER (rung > 1), 6) / nullif(count(purchases.amount) FILTER (rung > 1), 0)
        AS repeat_mean,
    round(sum(purchases.amount) + coalesce(max(adjustments.amount), 0), 6) AS total
FROM purchases
JOIN customers ON customers.number = purchases.customer
LEFT JOIN adjustments ON adjustments.customer_id = customers.id
GROUP BY customer
ORDER BY customer
