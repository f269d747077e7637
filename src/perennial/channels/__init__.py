"""The way out: how a message is written, signed, sent and tried again; no Django, no database."""
