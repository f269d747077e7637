-- What the log holds.
SELECT
    count(step),
    count(DISTINCT case_number) FILTER (step IS NOT NULL),
    count(DISTINCT step),
    epoch_us(min(moment)),
    epoch_us(max(moment)),
    count(resource) > 0,
    count(product) > 0,
    count(channel) > 0,
    count(source) > 0,
    count(amount) > 0,
    count(cost) > 0
FROM events
