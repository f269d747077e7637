-- Payments counted with the first one of their contract, and the contracts that have such.
SELECT coalesce(sum(payments - 1), 0)::BIGINT, count(*) FILTER (payments > 1)
FROM (
    SELECT customer_id, contract_id, count(DISTINCT coalesce('o' || order_id, 'r' || "row")) AS payments
    FROM lines
    WHERE kind = 'sale' AND contract_id IS NOT NULL
    GROUP BY customer_id, contract_id
) AS paid
SEMI JOIN (
    SELECT customer_id, contract_id FROM settled_orders WHERE fate IN ('counted', 'refunded', 'zero_amount')
) AS kept
    ON kept.customer_id = paid.customer_id AND kept.contract_id = paid.contract_id
