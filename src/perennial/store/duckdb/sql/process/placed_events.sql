-- Each step event with its place in the case, and what directly follows it after how many microseconds.
CREATE OR REPLACE TEMPORARY TABLE placed_events AS
SELECT
    case_number,
    step,
    row_number() OVER way AS place,
    lead(step) OVER way AS following,
    epoch_us(lead(moment) OVER way) - epoch_us(moment) AS wait
FROM chosen_events
WHERE step IS NOT NULL
WINDOW way AS (PARTITION BY case_number ORDER BY moment, "row")
