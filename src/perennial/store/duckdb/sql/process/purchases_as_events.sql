-- Events of an order log: each customer's first to fourth purchase, and all later ones. Of a day with several
-- orders, the first that says it tells who sold and over which channel; where none is named, the source stands
-- for it.
CREATE TABLE event_rows AS
WITH sold AS (
    SELECT
        customer_id,
        day_number(ordered_at) AS day,
        arg_min(seller, "row") AS seller,
        arg_min(coalesce(channel, source), "row") AS channel
    FROM order_rows
    WHERE seller IS NOT NULL OR channel IS NOT NULL OR source IS NOT NULL
    GROUP BY ALL
)
SELECT
    (row_number() OVER (ORDER BY bought.day, bought.customer) + 1) AS "row",
    customers.id AS case_id,
    list_extract($order_steps::VARCHAR[], least(rung, 5)::INTEGER) AS activity,
    (DATE '1970-01-01' + bought.day)::TIMESTAMP AS moment,
    sold.seller AS resource,
    NULL::VARCHAR AS owner,
    $product::VARCHAR AS product,
    sold.channel,
    NULL::VARCHAR AS source,
    {amount}::DOUBLE AS amount,
    NULL::DOUBLE AS cost,
    false AS is_touch
FROM {purchases} AS bought
JOIN customers ON customers.number = bought.customer
LEFT JOIN sold ON sold.customer_id = customers.id AND sold.day = bought.day
