-- Day of a moment, counted from 1970-01-01, where days start as the business says.
CREATE TEMP MACRO day_number(moment) AS
    date_diff('day', DATE '1970-01-01', CAST(moment - getvariable('day_shift') AS DATE))::INTEGER
