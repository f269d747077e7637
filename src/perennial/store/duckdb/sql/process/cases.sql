-- Cases up to the end of observation, numbered in the order of their ids.
CREATE TABLE cases AS
SELECT (row_number() OVER (ORDER BY case_id) - 1)::INTEGER AS case_number, case_id
FROM (SELECT DISTINCT case_id FROM event_rows WHERE moment < $until)
