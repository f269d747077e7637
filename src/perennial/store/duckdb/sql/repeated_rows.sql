-- Exports joined twice: an order is repeated n times when each of its different rows is there a multiple of
-- n times; rows of one order that are alike by themselves (two of the same thing) are left alone.
CREATE TEMP TABLE repeated_rows AS
WITH copies AS (
    SELECT
        "row",
        customer_id,
        order_id,
        row_number() OVER rising AS copy,
        count(*) OVER alike AS copies
    FROM order_rows
    WHERE order_id IS NOT NULL AND ordered_at < getvariable('end_of_observation')
    WINDOW
        alike AS (
            PARTITION BY
                customer_id, order_id, ordered_at, amount, currency, status, product, category, channel, source,
                region, seller, refund_of, contract_id, initiated_by, refunded_amount
        ),
        rising AS (
            PARTITION BY
                customer_id, order_id, ordered_at, amount, currency, status, product, category, channel, source,
                region, seller, refund_of, contract_id, initiated_by, refunded_amount
            ORDER BY "row"
        )
),
fewest AS (
    SELECT *, min(copies) OVER (PARTITION BY customer_id, order_id) AS times FROM copies
),
whole AS (
    SELECT *, bool_and(copies % times = 0) OVER (PARTITION BY customer_id, order_id) AS repeated FROM fewest
)
SELECT "row" FROM whole WHERE repeated AND copy > copies // times
