-- Names of all products (or categories), sorted by their bytes, which number them.
CREATE OR REPLACE TEMP TABLE product_names AS
SELECT (row_number() OVER (ORDER BY product) - 1)::INTEGER AS number, product
FROM (SELECT DISTINCT product FROM product_days)
ORDER BY number
