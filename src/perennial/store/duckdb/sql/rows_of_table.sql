-- Those of them that can be used.
CREATE TEMP VIEW order_rows AS
SELECT "row", {cells} FROM typed_rows WHERE customer_id IS NOT NULL AND {dated} AND {kept}
