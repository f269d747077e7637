"""Messages out of the house: put with what asks for them, sent by the worker, cancelled, tried again."""
