"""Addresses of each area of the pages."""
