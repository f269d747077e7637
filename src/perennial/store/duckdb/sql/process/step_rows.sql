-- All events that are steps, in the order of time; in whose hands the case is stands as the resource.
SELECT case_id, activity, moment, seller AS resource, product, channel, source
FROM events
JOIN cases USING (case_number)
JOIN steps USING (step)
ORDER BY moment, "row"
