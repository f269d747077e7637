-- How many different texts the status column holds.
SELECT count(DISTINCT status) FROM order_rows
