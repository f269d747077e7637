-- Cases that went from one step directly to another.
SELECT cases.case_id
FROM (
    SELECT DISTINCT placed_events.case_number
    FROM placed_events
    JOIN steps AS sources ON sources.step = placed_events.step
    JOIN steps AS targets ON targets.step = placed_events.following
    WHERE sources.activity = $source AND targets.activity = $target
    ORDER BY placed_events.case_number
    LIMIT $most
) AS gone
JOIN cases USING (case_number)
ORDER BY case_number
