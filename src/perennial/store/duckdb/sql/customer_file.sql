-- One row a customer: the id, then what was given in the order of the numbers.
SELECT {cells}
FROM (SELECT id FROM customers ORDER BY number)
POSITIONAL JOIN given
