-- The tables of open events in another database, each case together; and the end of observation.
CREATE TABLE kept.cases AS FROM cases ORDER BY case_number;
CREATE TABLE kept.steps AS FROM steps ORDER BY step;
CREATE TABLE kept.events AS FROM events ORDER BY case_number, moment, "row";
CREATE TABLE kept.observed (as_of DOUBLE)
