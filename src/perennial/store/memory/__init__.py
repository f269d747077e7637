"""The reference order log in the plainest Python: only there to be right, for small logs."""

from perennial.store.memory.memory_log import MemoryLog
from perennial.store.memory.opening import log_of_arrays, open_log
from perennial.store.memory.order_rows import OrderRow

__all__ = ["MemoryLog", "OrderRow", "log_of_arrays", "open_log"]
