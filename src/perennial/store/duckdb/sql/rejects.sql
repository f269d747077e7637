-- Rejected rows in the order of the source.
SELECT
    rejects."row",
    harmless(rejects."column") AS "column",
    harmless(rejects.value) AS value,
    coalesce(reject_reasons.sentence, rejects.reason) AS reason
FROM rejects
LEFT JOIN reject_reasons ON reject_reasons.code = rejects.reason
ORDER BY rejects."row", rejects."column"
