-- Events of a file that was read.
CREATE VIEW event_rows AS
SELECT
    "row",
    case_id,
    activity,
    "timestamp" AS moment,
    resource,
    NULL::VARCHAR AS owner,
    product,
    channel,
    source,
    NULL::DOUBLE AS amount,
    NULL::DOUBLE AS cost,
    false AS is_touch
FROM records
