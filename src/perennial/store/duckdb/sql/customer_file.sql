-- One row a customer: the id, then what was given in the order of the numbers. Rows that come out of a sort are
-- written by all threads, in order; others by one.
SELECT {cells}
FROM (SELECT id FROM customers WHERE number >= {first} AND number < {until} ORDER BY number)
POSITIONAL JOIN given
ORDER BY given.place
