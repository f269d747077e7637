"""The order log in PostgreSQL, in temporary tables of one session."""

from perennial.store.postgresql.opening import open_postgresql_engine

__all__ = ["open_postgresql_engine"]
