-- Everybody, in the order of their numbers.
SELECT number, id FROM customers ORDER BY number
