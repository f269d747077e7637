-- Each case at the first event of each step of the ways, and when it came to any later step of its way.
WITH reached AS (
    SELECT case_number, step, moment, "row", {who} AS who
    FROM chosen_events
    WHERE step IN (SELECT step FROM onward)
    QUALIFY row_number() OVER (PARTITION BY case_number, step ORDER BY moment, "row") = 1
),
gone AS (
    SELECT reached.case_number, reached.step, min(later.moment) AS moment
    FROM reached
    JOIN onward USING (step)
    JOIN chosen_events AS later
        ON later.case_number = reached.case_number
        AND later.step = onward.later
        AND (later.moment > reached.moment OR (later.moment = reached.moment AND later."row" > reached."row"))
    GROUP BY reached.case_number, reached.step
),
ended AS (
    SELECT case_number, step NOT IN (SELECT step FROM onward UNION SELECT later FROM onward) AS "over"
    FROM chosen_events
    WHERE step IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY case_number ORDER BY moment DESC, "row" DESC) = 1
)
SELECT
    reached.step,
    reached.case_number,
    coalesce(parties.party, -1) AS party,
    epoch_us(reached.moment) AS entered,
    epoch_us(gone.moment) - epoch_us(reached.moment) AS wait,
    ended."over"
FROM reached
JOIN ended USING (case_number)
LEFT JOIN gone ON gone.case_number = reached.case_number AND gone.step = reached.step
LEFT JOIN parties ON parties.name = reached.who
ORDER BY reached.case_number, reached.step
