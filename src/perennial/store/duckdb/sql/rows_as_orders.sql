-- Where no row needs another: every row is an order, which counts when it has an amount or the log has none.
CREATE TEMP VIEW counted_orders AS
SELECT
    customer_id,
    ordered_at AS moment,
    CASE WHEN getvariable('has_amounts') THEN coalesce(amount, 0) END AS amount
FROM order_rows
WHERE ordered_at < getvariable('end_of_observation')
    AND coalesce(amount, 0) >= getvariable('least_amount')
