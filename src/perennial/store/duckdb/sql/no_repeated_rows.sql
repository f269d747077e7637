-- Where no row is a copy.
CREATE TEMP TABLE repeated_rows AS SELECT NULL::BIGINT AS "row" WHERE false
