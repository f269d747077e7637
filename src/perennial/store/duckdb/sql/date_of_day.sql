-- The date of a day number; nothing for no day.
CREATE OR REPLACE TEMP MACRO date_of_day(day) AS DATE '1970-01-01' + nullif(day, {no_day})::INTEGER
