-- Where no refund names its order.
CREATE TEMP TABLE pointed_refunds AS
SELECT NULL::BIGINT AS "row", NULL::VARCHAR AS customer_id, NULL::DOUBLE AS amount, NULL::BIGINT AS number
WHERE false
