-- How many rows were left out as copies.
SELECT count(*) FROM repeated_rows
