-- Rows of one contract, else of one order number, else one row: an order of a customer, and what became of it.
-- `role`: order; cancelled, test, draft; refunded (its own status says so); loose (a refund without an order).
CREATE TEMP TABLE orders AS
WITH sums AS (
    SELECT
        customer_id,
        contract_id,
        CASE WHEN contract_id IS NULL THEN order_id END AS order_id,
        CASE WHEN contract_id IS NULL AND order_id IS NULL THEN "row" END AS lone_row,
        min("row") AS first_row,
        min(moment) AS moment,
        min(moment) FILTER (kind = 'sale') AS sold_at,
        coalesce(sum(amount) FILTER (kind = 'sale'), 0) AS sold,
        coalesce(sum(refunded_amount) FILTER (kind = 'sale'), 0) AS refunded_amount,
        count(*) FILTER (kind = 'sale' AND said) AS said_sales,
        count(*) FILTER (kind = 'sale' AND NOT said) AS quiet_sales,
        count(*) FILTER (kind = 'refund') AS refunds,
        coalesce(sum(abs(amount)) FILTER (kind = 'refund'), 0) AS given_back,
        count(*) FILTER (kind = 'refund' AND (amount >= 0 OR NOT getvariable('has_amounts'))) AS own_refunds,
        min(kind) FILTER (kind IN ('cancelled', 'test', 'draft')) AS reason
    FROM lines
    WHERE kind <> 'pointer'
    GROUP BY 1, 2, 3, 4
),
roles AS (
    SELECT
        *,
        CASE
            WHEN reason IS NOT NULL AND said_sales = 0 THEN reason
            WHEN said_sales > 0 OR sold >= getvariable('dust') OR (quiet_sales > 0 AND own_refunds = 0) THEN 'order'
            WHEN own_refunds > 0 THEN 'refunded'
            ELSE 'loose'
        END AS role
    FROM sums
)
SELECT
    first_row AS number,
    customer_id,
    contract_id,
    order_id,
    lone_row,
    first_row,
    role,
    CASE WHEN role = 'order' THEN sold_at ELSE moment END AS moment,
    CASE WHEN role = 'order' THEN sold ELSE 0 END AS sold,
    CASE role WHEN 'order' THEN given_back + refunded_amount WHEN 'loose' THEN given_back ELSE 0 END AS given_back,
    role = 'order' AND refunds > 0 AS touched
FROM roles
