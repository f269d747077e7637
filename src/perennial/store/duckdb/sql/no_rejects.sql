-- An empty table of rejected rows.
CREATE TABLE rejects ("row" BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR)
