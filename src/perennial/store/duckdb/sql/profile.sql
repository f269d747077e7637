-- One pass that tells which of the slow rules this log needs at all.
SELECT
    count(*) AS rows,
    count(*) FILTER (ordered_at >= getvariable('end_of_observation')) AS later,
    count(amount) AS amounts,
    count(*) FILTER (amount < 0) AS negative,
    count(order_id) AS order_ids,
    count(status) AS statuses,
    count(refund_of) AS pointers,
    count(contract_id) AS contracts,
    count(*) FILTER (refunded_amount <> 0) AS refunded,
    count(category) AS categories,
    count(product) AS products,
    count(channel) AS channels,
    count(source) AS sources,
    count(region) AS regions,
    min(currency) AS currency
FROM order_rows
