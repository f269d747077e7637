"""What the steps of the purchase ladder are called in an event log."""

from typing import Final

__all__ = ["ORDER_STEPS", "TOUCH_STEPS", "order_step"]

#: The last stands for all orders from the fifth on.
ORDER_STEPS: Final = ("1st order", "2nd order", "3rd order", "4th order", "5th order and later")

#: Touches between one order and the next; the last stands for all after the fifth order.
TOUCH_STEPS: Final = tuple(f"touch after {order}" for order in ORDER_STEPS)


def order_step(number: int) -> str:
    """Name the step of the n-th order, counted from 1."""
    return ORDER_STEPS[min(number, len(ORDER_STEPS)) - 1]
