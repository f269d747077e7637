"""Rhythm groups: customers of products bought at different paces, who are forecast apart."""
