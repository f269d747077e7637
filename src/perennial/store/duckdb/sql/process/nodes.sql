-- Steps: events, cases, cases that begin and end there, mean place of the first event in its case.
WITH of_case AS (
    SELECT
        case_number,
        step,
        count(*) AS events,
        min(place) AS place,
        count(*) FILTER (place = 1) AS starts,
        count(*) FILTER (following IS NULL) AS ends
    FROM placed_events
    GROUP BY case_number, step
)
SELECT activity, sum(events), count(*), sum(starts), sum(ends), avg(place)
FROM of_case
JOIN steps USING (step)
GROUP BY activity
ORDER BY avg(place), activity
