-- Events of what the application keeps: how customers learned of us, lead steps, touches, orders.
-- Of one moment the order is: learned of us, lead step, touch, order.
CREATE TABLE event_rows AS
WITH chosen_orders AS (
    SELECT * FROM process_orders WHERE $product IS NULL OR product = $product
),
chosen_leads AS (
    SELECT * FROM process_leads WHERE $product IS NULL OR product = $product
),
entries AS (
    SELECT case_id, source, product, channel, resource, cost, entered_at AS moment, "row"
    FROM chosen_leads
    QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY entered_at, "row") = 1
    UNION ALL
    SELECT case_id, source, product, NULL, NULL, NULL, ordered_at, "row"
    FROM chosen_orders
    WHERE source IS NOT NULL AND case_id NOT IN (SELECT case_id FROM chosen_leads)
    QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY ordered_at, "row") = 1
),
together AS (
    SELECT
        0 AS kind, "row", case_id, source AS activity, moment, resource, NULL AS owner, product, channel,
        source, NULL::DOUBLE AS amount, cost, false AS is_touch, false AS is_ours
    FROM entries
    UNION ALL
    SELECT
        1, "row", case_id, lead_step, reached_at, resource, NULL, product, NULL, NULL, NULL, NULL, false, false
    FROM process_lead_steps
    WHERE case_id IN (SELECT case_id FROM chosen_leads) AND ($product IS NULL OR product = $product)
    UNION ALL
    SELECT
        2, "row", case_id, NULL, happened_at, resource, NULL, NULL, channel, NULL, NULL, cost, true, is_ours
    FROM process_touches
    WHERE case_id IN (SELECT case_id FROM chosen_leads UNION SELECT case_id FROM chosen_orders)
    UNION ALL
    SELECT
        3, "row", case_id, NULL, ordered_at, resource, owner, product, channel, source, amount, NULL, false, false
    FROM chosen_orders
),
counted AS (
    SELECT
        *,
        least(count(*) FILTER (kind = 3) OVER (
            PARTITION BY case_id ORDER BY moment, kind, "row" ROWS UNBOUNDED PRECEDING
        ), 5)::INTEGER AS orders
    FROM together
    WHERE moment IS NOT NULL
)
SELECT
    row_number() OVER (ORDER BY moment, kind, "row", case_id) AS "row",
    case_id,
    CASE kind
        WHEN 2 THEN CASE WHEN is_ours AND orders > 0 THEN list_extract($touch_steps::VARCHAR[], orders) END
        WHEN 3 THEN list_extract($order_steps::VARCHAR[], orders)
        ELSE activity
    END AS activity,
    moment,
    resource,
    owner,
    product,
    channel,
    source,
    amount,
    cost,
    is_touch
FROM counted
