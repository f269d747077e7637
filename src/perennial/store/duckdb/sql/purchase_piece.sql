-- Columns of the orders of some customers whose numbers follow each other, as they stand sorted.
SELECT {columns} FROM sorted_orders WHERE customer >= $first AND customer < $until
