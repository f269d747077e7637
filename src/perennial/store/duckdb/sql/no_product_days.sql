-- Where no row names a product.
CREATE TEMP TABLE product_days AS
SELECT NULL::VARCHAR AS product, NULL::INTEGER AS customer, NULL::INTEGER AS day WHERE false
