-- A sample that depends on nothing but the ids.
SELECT number FROM customers ORDER BY md5(id), number LIMIT $most
