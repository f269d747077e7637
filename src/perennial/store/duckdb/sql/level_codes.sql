-- The same by customer, as numbers in that order.
SELECT customer, (dense_rank() OVER (ORDER BY level) - 1)::INTEGER AS code
FROM first_levels
