-- Orders after the end of observation.
SELECT count(*)
FROM (
    SELECT DISTINCT
        customer_id,
        contract_id,
        CASE WHEN contract_id IS NULL THEN order_id END,
        CASE WHEN contract_id IS NULL AND order_id IS NULL THEN "row" END
    FROM order_rows
    WHERE ordered_at >= getvariable('end_of_observation') AND refund_of IS NULL
        AND (amount IS NULL OR amount >= 0)
)
