-- Purchases: one row a customer and day, with the gap to the next one (null while open) and its rung, in order.
-- Orders are sorted once; all that follows looks at neighbours only, which windows without a sort do in passing.
-- {neighbours} says the sort again to an engine that does not keep the order of rows. Where it is kept this is a
-- view, since hardly anything is asked that a walk over the sorted orders does not tell.
CREATE TEMP {kind} purchases AS
WITH bought AS MATERIALIZED (
    SELECT
        *,
        coalesce(lag(customer) OVER ({neighbours}) = customer AND lag(day) OVER ({neighbours}) = day, false) AS again,
        coalesce(lead(customer) OVER ({neighbours}) = customer AND lead(day) OVER ({neighbours}) = day, false) AS again_next
    FROM sorted_orders
),
-- Most days have one order: only the others need to be added up.
added AS (
    SELECT customer, day, count(*) AS orders, sum(amount) AS amount
    FROM bought
    WHERE again OR again_next
    GROUP BY customer, day
),
placed AS (
    SELECT
        customer,
        day,
        amount,
        if(lead(customer) OVER ({neighbours}) = customer, lead(day) OVER ({neighbours}) - day, NULL) AS gap,
        row_number() OVER ({neighbours}) AS place,
        if(lag(customer) OVER ({neighbours}) = customer, NULL, row_number() OVER ({neighbours})) AS first_place
    FROM bought
    WHERE NOT again
),
runged AS (
    SELECT *, place - max(first_place) OVER ({neighbours} ROWS UNBOUNDED PRECEDING) + 1 AS rung
    FROM placed
)
SELECT
    customer,
    day,
    coalesce(added.orders, 1)::INTEGER AS orders,
    round(coalesce(added.amount, runged.amount), 6) AS amount,
    gap,
    rung::INTEGER AS rung
FROM runged
LEFT JOIN added USING (customer, day)
