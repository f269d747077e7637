-- Arrows: how often, in how many cases, and the exact median of the microseconds between the two events.
SELECT sources.activity, targets.activity, arrows.events, arrows.cases, arrows.wait
FROM (
    SELECT step, following, count(*) AS events, count(DISTINCT case_number) AS cases, median(wait) AS wait
    FROM placed_events
    WHERE following IS NOT NULL
    GROUP BY step, following
) AS arrows
JOIN steps AS sources ON sources.step = arrows.step
JOIN steps AS targets ON targets.step = arrows.following
ORDER BY sources.activity, targets.activity
