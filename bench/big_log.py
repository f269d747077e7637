"""A large order log as Parquet, with string customer ids: simulated MBG/CNBD-k customers, by day."""

import sys
from pathlib import Path

import duckdb
import numpy as np

from perennial.simulate.coin import coin_pieces

__all__ = ["big_log"]


def big_log(customers: int, folder: Path) -> Path:
    """Give the Parquet file of so many customers, made when it is not there yet (about 5.6 orders each)."""
    path = folder / f"orders-{customers}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write(customers, path)
    return path


def _write(customers: int, path: Path) -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE orders (customer BIGINT, day INTEGER, amount DOUBLE)")
    for piece in coin_pieces(customers, rng=np.random.default_rng(1)):
        columns = {"customer": piece.customer, "day": piece.day, "amount": piece.amount}
        connection.register("piece", columns)
        connection.execute("INSERT INTO orders SELECT customer, day, amount FROM piece")
    connection.execute(
        """
        COPY (
          SELECT 'C' || lpad(customer::VARCHAR, 8, '0') AS customer_id, DATE '1970-01-01' + day AS ordered_at,
                 round(amount, 2) AS amount
          FROM orders ORDER BY day, hash(customer)
        ) TO $path (FORMAT parquet, COMPRESSION zstd)
        """,
        {"path": str(path)},
    )


if __name__ == "__main__":
    print(big_log(int(sys.argv[1]), Path(sys.argv[2])))
