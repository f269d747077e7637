-- Events of the cases that are looked at; parameters that are NULL leave nothing out.
CREATE OR REPLACE TEMPORARY TABLE chosen_rows AS
WITH chosen_cases AS (
    SELECT case_number
    FROM events
    GROUP BY case_number
    HAVING ($product IS NULL OR bool_or(product = $product))
        AND ($channel IS NULL OR bool_or(channel = $channel))
        AND ($source IS NULL OR bool_or(source = $source))
        AND ($resource IS NULL OR bool_or(resource = $resource))
        AND ($first_day IS NULL OR min(moment) >= DATE '1970-01-01' + $first_day::INTEGER)
        AND ($last_day IS NULL OR min(moment) < DATE '1970-01-01' + $last_day::INTEGER + 1)
)
SELECT events.*
FROM events
JOIN chosen_cases USING (case_number)
WHERE ($product IS NULL OR product IS NULL OR product = $product)
    AND ($steps IS NULL OR step IS NULL
        OR step IN (SELECT step FROM steps WHERE list_contains($steps::VARCHAR[], activity)))
