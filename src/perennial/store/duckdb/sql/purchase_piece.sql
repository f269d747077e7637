-- Columns of the purchases of some customers whose numbers follow each other, in the order they were sorted in.
SELECT {columns} FROM purchases WHERE customer >= $first AND customer < $until
