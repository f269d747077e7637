-- How many rows with an order number may repeat another: rows that are alike have one hash.
SELECT count(*) - count(DISTINCT fingerprint)
FROM (
    SELECT
        hash(
            customer_id, order_id, ordered_at, amount, currency, status, product, category, channel, source,
            region, seller, refund_of, contract_id, initiated_by, refunded_amount
        ) AS fingerprint
    FROM order_rows
    WHERE order_id IS NOT NULL AND ordered_at < getvariable('end_of_observation')
)
