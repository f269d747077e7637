-- Refunds that were set against no order.
SELECT
    (SELECT count(*) FROM pointed_refunds WHERE number IS NULL)
    + (SELECT count(*) FROM orders WHERE role = 'loose')
    - (SELECT count(*) FROM matches)
