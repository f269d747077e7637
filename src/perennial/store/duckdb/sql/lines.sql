-- Rows up to the end of observation, each with what it is: a sale, a refund, a pointer (a refund that names
-- its order), or left out by its status. A row without a status says nothing, and goes with its order.
CREATE TEMP TABLE lines AS
SELECT
    "row",
    customer_id,
    ordered_at AS moment,
    coalesce(amount, 0) AS amount,
    abs(coalesce(refunded_amount, 0)) AS refunded_amount,
    status IS NOT NULL AS said,
    order_id,
    contract_id,
    refund_of,
    if(getvariable('by_category'), category, product) AS product,
    CASE
        WHEN kinds.kind IN ('cancelled', 'test', 'draft') THEN kinds.kind
        WHEN refund_of IS NOT NULL THEN 'pointer'
        WHEN amount < 0 OR kinds.kind = 'refunded' THEN 'refund'
        ELSE 'sale'
    END AS kind
FROM order_rows
LEFT JOIN status_kinds AS kinds ON kinds.text = status
WHERE ordered_at < getvariable('end_of_observation')
    AND NOT EXISTS (SELECT 1 FROM repeated_rows WHERE repeated_rows."row" = order_rows."row")
