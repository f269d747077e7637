-- Purchases that hold one product, in the shape of purchases (without money).
CREATE OR REPLACE TEMP TABLE product_purchases AS
SELECT customer, day, (lead(day) OVER rising) - day AS gap, row_number() OVER rising::INTEGER AS rung
FROM product_days
WHERE product = $product
WINDOW rising AS (PARTITION BY customer ORDER BY day)
