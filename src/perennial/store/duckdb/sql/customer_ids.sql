-- Ids of the customers named, in the order named.
SELECT id FROM wanted JOIN customers USING (number) ORDER BY place
