-- Customers, their counted orders, their purchases, and the first and last day of these.
SELECT
    count(*) FILTER (rung = 1) AS customers,
    coalesce(sum(orders), 0)::BIGINT AS orders,
    count(*) AS purchases,
    min(day) AS first,
    max(day) AS last
FROM purchases
