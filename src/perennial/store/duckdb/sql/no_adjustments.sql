-- Where no money stands apart from purchases.
CREATE TEMP TABLE adjustments AS
SELECT NULL::VARCHAR AS customer_id, NULL::DOUBLE AS amount WHERE false
