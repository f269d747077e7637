-- Names of products in the order of their numbers.
SELECT product FROM product_names ORDER BY number
