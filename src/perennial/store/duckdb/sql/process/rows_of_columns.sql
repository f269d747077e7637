-- Typed event rows from arrays; the header would be row 1.
CREATE TABLE event_rows AS
SELECT row_number() OVER () + 1 AS "row", {cells}
FROM given
