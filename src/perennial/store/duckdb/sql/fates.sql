-- How many orders met which fate.
SELECT fate, count(*) FROM settled_orders GROUP BY fate
