-- Events with numbers for cases and steps; a touch that is no step of the map has no step.
CREATE TABLE events AS
SELECT
    case_number,
    step,
    moment,
    "row",
    resource,
    coalesce(owner, resource) AS seller,
    product,
    channel,
    source,
    amount,
    cost,
    is_touch
FROM event_rows
JOIN cases USING (case_id)
LEFT JOIN steps USING (activity)
WHERE moment < $until
