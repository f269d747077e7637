-- Refunds that name their order, by that order; without one (number is null) they lower the customer's total.
CREATE TEMP TABLE pointed_refunds AS
WITH pointers AS (
    SELECT "row", customer_id, refund_of, abs(amount) AS amount FROM lines WHERE kind = 'pointer'
),
named AS (
    SELECT DISTINCT lines.customer_id, lines.order_id, lines.contract_id
    FROM lines
    SEMI JOIN pointers ON lines.customer_id = pointers.customer_id AND lines.order_id = pointers.refund_of
    WHERE lines.kind <> 'pointer'
),
targets AS (
    SELECT named.customer_id, named.order_id, orders.number
    FROM named
    JOIN orders
        ON orders.customer_id = named.customer_id
        AND orders.contract_id IS NOT DISTINCT FROM named.contract_id
        AND orders.order_id IS NOT DISTINCT FROM (CASE WHEN named.contract_id IS NULL THEN named.order_id END)
    WHERE orders.role <> 'loose'
    QUALIFY row_number() OVER (
        PARTITION BY named.customer_id, named.order_id ORDER BY coalesce(named.contract_id, '')
    ) = 1
)
SELECT pointers."row", pointers.customer_id, pointers.amount, targets.number
FROM pointers
LEFT JOIN targets ON targets.customer_id = pointers.customer_id AND targets.order_id = pointers.refund_of
