-- Money that belongs to no purchase, by the numbers of the customers.
SELECT customers.number, adjustments.amount::DOUBLE AS amount
FROM adjustments
JOIN customers ON customers.id = adjustments.customer_id
