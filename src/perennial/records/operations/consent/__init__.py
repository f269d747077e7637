"""Consent to advertising: the text in versions, the customer's own page, and what was agreed elsewhere."""
