"""What steps are called: those that Perennial names itself in the reader's language, others as in the log."""

from perennial.engine.process.order_steps import ORDER_STEPS, TOUCH_STEPS
from perennial.pictures.names import Names, called

__all__ = ["OTHER_SOURCES", "OTHER_STEPS", "full_name", "step_name"]

#: Codes under which a picture puts small sources, and rare steps, together.
OTHER_SOURCES = "\N{START OF TEXT}other sources"
OTHER_STEPS = "\N{START OF TEXT}other steps"

_NAMES: Names = {
    "1st order": ("1st order", "1-й заказ"),
    "2nd order": ("2nd order", "2-й заказ"),
    "3rd order": ("3rd order", "3-й заказ"),
    "4th order": ("4th order", "4-й заказ"),
    "5th order and later": ("5th order and later", "5-й заказ и далее"),
    **dict.fromkeys(TOUCH_STEPS, ("touch", "касание")),
    OTHER_SOURCES: ("other sources", "другие источники"),
    OTHER_STEPS: ("other steps", "другие шаги"),
}

_FULL: Names = {
    touch: (touch, f"касание после шага «{_NAMES[order][1]}»")
    for touch, order in zip(TOUCH_STEPS, ORDER_STEPS, strict=True)
}


def step_name(activity: str, language: str) -> str:
    """Give the short name of a step, as it stands on a map."""
    return called(_NAMES, activity, language)


def full_name(activity: str, language: str) -> str:
    """Give the name of a step where nothing around it says more."""
    return called(_FULL, activity, language) if activity in _FULL else step_name(activity, language)
