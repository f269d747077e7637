-- Those that cannot, each with the reason.
SELECT
    "row",
    CASE WHEN customer_id IS NULL THEN 'no_customer' ELSE 'bad_date' END AS reason,
    CASE WHEN customer_id IS NOT NULL THEN CAST(ordered_at AS VARCHAR) END AS value
FROM typed_rows
WHERE (customer_id IS NULL OR NOT coalesce({dated}, false)) AND {kept}
ORDER BY "row"
