-- Typed rows from arrays.
CREATE TABLE order_rows AS
SELECT
    row_number() OVER () + 1 AS "row",
    customer_id::VARCHAR AS customer_id,
    (DATE '1970-01-01' + day)::TIMESTAMP AS ordered_at,
    {amount} AS amount,
    NULL::VARCHAR AS order_id,
    NULL::VARCHAR AS currency,
    NULL::VARCHAR AS status,
    NULL::VARCHAR AS product,
    NULL::VARCHAR AS category,
    NULL::VARCHAR AS channel,
    NULL::VARCHAR AS seller,
    NULL::VARCHAR AS refund_of,
    NULL::VARCHAR AS contract_id,
    NULL::VARCHAR AS initiated_by,
    NULL::DOUBLE AS refunded_amount
FROM given
