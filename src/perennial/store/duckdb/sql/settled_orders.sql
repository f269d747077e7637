-- Every order with its fate after all refunds: counted, or the reason why not. `matches` (refund, number,
-- amount) sets loose refunds against orders; `net` counts for the customer's total whatever the fate.
CREATE TEMP TABLE settled_orders AS
WITH returns AS (
    SELECT number, sum(amount) AS amount
    FROM (
        SELECT number, amount FROM pointed_refunds WHERE number IS NOT NULL
        UNION ALL
        SELECT number, amount FROM matches
    )
    GROUP BY number
),
after AS (
    SELECT
        orders.*,
        orders.given_back + coalesce(returns.amount, 0) AS returned,
        touched OR returns.number IS NOT NULL AS was_touched
    FROM orders
    LEFT JOIN returns USING (number)
    WHERE role <> 'loose'
)
SELECT
    number,
    customer_id,
    moment,
    contract_id,
    order_id,
    lone_row,
    CASE role WHEN 'order' THEN sold - returned ELSE 0 END AS net,
    CASE
        WHEN role <> 'order' THEN role
        WHEN NOT getvariable('has_amounts') THEN if(was_touched, 'refunded', 'counted')
        WHEN returned >= getvariable('dust') AND sold - returned < getvariable('dust') THEN 'refunded'
        WHEN sold < getvariable('dust') AND NOT getvariable('keep_zero') THEN 'zero_amount'
        ELSE 'counted'
    END AS fate
FROM after
