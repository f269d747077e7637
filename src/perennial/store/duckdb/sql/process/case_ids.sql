-- Ids of the cases wanted, in the order named.
SELECT cases.case_id FROM wanted JOIN cases ON cases.case_number = wanted.number ORDER BY wanted.place
