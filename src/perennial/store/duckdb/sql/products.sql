-- Products by their number of customers.
SELECT product, count(DISTINCT customer) AS customers
FROM product_days
GROUP BY product
ORDER BY customers DESC, product
LIMIT $most
