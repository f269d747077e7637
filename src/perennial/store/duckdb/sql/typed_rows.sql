-- Rows of a table that the engine holds, typed, and numbered as they come; the header would be row 1.
CREATE TEMP TABLE typed_rows AS
SELECT row_number() OVER () + 1 AS "row", {cells}
FROM {table} AS source
