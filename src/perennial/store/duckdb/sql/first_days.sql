-- Day of the first purchase of each customer, by number.
SELECT day AS first_day FROM purchases WHERE rung = 1 ORDER BY customer
