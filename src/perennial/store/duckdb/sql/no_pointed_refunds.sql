-- Where no refund names its order.
CREATE TEMP TABLE pointed_refunds ("row" BIGINT, customer_id VARCHAR, amount DOUBLE, number INTEGER)
