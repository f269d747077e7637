-- The events that are looked at.
CREATE OR REPLACE TEMPORARY VIEW chosen_events AS SELECT * FROM {rows}
