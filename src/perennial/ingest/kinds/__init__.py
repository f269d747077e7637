"""The kinds of file besides orders: customers, leads, touches; their columns, headers and cells."""
