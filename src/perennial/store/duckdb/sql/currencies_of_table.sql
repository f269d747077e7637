-- Rows in each currency.
SELECT currency, count(*) FROM typed_rows WHERE currency IS NOT NULL GROUP BY currency ORDER BY currency
