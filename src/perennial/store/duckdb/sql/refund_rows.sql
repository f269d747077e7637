-- Rows that give money back.
SELECT count(*)
FROM lines
WHERE kind IN ('refund', 'pointer') OR (kind = 'sale' AND refunded_amount >= getvariable('dust'))
