-- Days on which a customer bought a product (or of a category), where every row is an order.
CREATE TEMP TABLE product_days AS
SELECT DISTINCT
    if(getvariable('by_category'), category, product) AS product,
    customers.number AS customer,
    day_number(ordered_at) AS day
FROM order_rows
JOIN customers ON customers.id = order_rows.customer_id
WHERE ordered_at < getvariable('end_of_observation')
    AND coalesce(amount, 0) >= getvariable('least_amount')
    AND if(getvariable('by_category'), category, product) IS NOT NULL
