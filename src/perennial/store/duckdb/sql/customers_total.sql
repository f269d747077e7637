-- How many customers there are.
SELECT count(*) FROM customers
