-- Each case as a whole: beginning, source, orders, and the touches and costs before and after the first order.
WITH orders AS (
    SELECT
        case_number, moment, "row", amount,
        row_number() OVER (PARTITION BY case_number ORDER BY moment, "row") AS number
    FROM chosen_events
    WHERE step IN (SELECT step FROM steps WHERE list_contains($orders::VARCHAR[], activity))
),
bought AS (
    SELECT
        case_number,
        count(*) AS orders,
        min(moment) FILTER (number = 1) AS first_moment,
        min("row") FILTER (number = 1) AS first_row,
        min(moment) FILTER (number = 2) AS second_moment,
        sum(amount) AS money
    FROM orders
    GROUP BY case_number
),
marked AS (
    SELECT
        chosen_events.*,
        orders,
        first_moment,
        second_moment,
        money,
        coalesce(
            moment > first_moment OR (moment = first_moment AND "row" > first_row), false
        ) AS is_after
    FROM chosen_events
    LEFT JOIN bought USING (case_number)
)
SELECT
    case_number,
    first(source ORDER BY moment, "row") FILTER (source IS NOT NULL) AS source,
    epoch_us(min(moment)) AS started,
    epoch_us(any_value(first_moment)) AS first_order,
    epoch_us(any_value(second_moment)) AS second_order,
    coalesce(any_value(orders), 0) AS orders,
    count(*) FILTER (is_touch AND NOT is_after) AS touches_first,
    count(*) FILTER (is_touch AND is_after) AS touches_repeat,
    coalesce(sum(cost) FILTER (NOT is_after), 0) AS cost_first,
    coalesce(sum(cost) FILTER (is_after), 0) AS cost_repeat,
    any_value(money) AS money
FROM marked
GROUP BY case_number
ORDER BY case_number
