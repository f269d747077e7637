"""Real order logs to measure on: those in a folder, else those that come with packages."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from perennial.engine.purchases import PurchaseLog

__all__ = ["LOGS", "load_logs"]

#: Names in tables and files in the folder.
LOGS = {
    "CDNOW": "cdnow_sample.csv.gz",
    "UK gifts": "online_retail_orders.csv.gz",
    "completejourney": "completejourney_orders.csv.gz",
}


def load_logs(folder: Path | None) -> dict[str, PurchaseLog]:
    """Give the logs by name; without a folder only those of packages."""
    if folder is not None:
        found = {name: folder / file for name, file in LOGS.items() if (folder / file).exists()}
        return {
            name: _purchases(pd.read_csv(path, dtype={"customer_id": str})) for name, path in found.items()
        }
    path = files("lifetimes") / "datasets" / "CDNOW_sample.txt"
    names = ["customer_id", "_", "order_date", "units", "amount"]
    frame = pd.read_csv(str(path), sep=r"\s+", names=names, dtype=str)
    frame["amount"] = frame["amount"].astype(float)
    return {"CDNOW": _purchases(frame)}


def _purchases(frame: pd.DataFrame) -> PurchaseLog:
    if "type" in frame:
        frame = frame[frame["type"] == "order"]
    frame = frame[frame["amount"] > 0]
    day = (pd.to_datetime(frame["order_date"]).dt.normalize() - pd.Timestamp("1970-01-01")).dt.days
    grouped = frame.assign(day=day).groupby(["customer_id", "day"])["amount"].sum().reset_index()
    sizes = grouped.groupby("customer_id").size().to_numpy()
    return PurchaseLog(
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        day=grouped["day"].to_numpy().astype(np.int32),
        amount=grouped["amount"].to_numpy().astype(np.float64),
    )
