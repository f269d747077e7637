-- Counted orders and everybody who has one.
SELECT coalesce(sum(orders), 0)::BIGINT, count(*) FROM buyers
