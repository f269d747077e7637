-- First and last moment of the whole log, with orders that will be left out.
SELECT min(ordered_at), max(ordered_at) FROM order_rows
