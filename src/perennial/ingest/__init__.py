"""Decides how an order log is to be read: formats, mapping, cleaning rules. Pure, from a sample."""
