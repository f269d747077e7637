"""Offers and gifts: the catalogue, giving them, asking before a dear one is given."""
