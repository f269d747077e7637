-- Where every row is an order: those left out for their amount.
SELECT count(*)
FROM order_rows
WHERE ordered_at < getvariable('end_of_observation')
    AND coalesce(amount, 0) < getvariable('least_amount')
