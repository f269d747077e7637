"""The chance of an order soon, with what moves it most, where trees say so."""

from collections.abc import Callable, Mapping
from typing import Any

from perennial.core.message import Message
from perennial.records.models import Customer

__all__ = ["chance_soon"]


def chance_soon(customer: Customer, lately: int | None) -> tuple[Message, ...]:
    """Say the chance of an order within four weeks and what speaks loudest for or against it.

    Parameters
    ----------
    lately
        Days with an order in the eight weeks before the last refresh; None where they were not counted.
    """
    part, sign = customer.chance_because[:-1], customer.chance_because[-1:]
    if customer.p_order_28 is None or part not in _SOON or (part == "recent" and lately is None):
        return ()
    told = {"share": customer.p_order_28, "lately": lately, "purchases": customer.purchases}
    return (_SOON[part](told, rises=sign == "+"),)


def _by_recent(told: dict[str, Any], *, rises: bool) -> Message:
    if rises:
        return Message(
            "An order within four weeks has a chance of {share:percent}; most speaks for it how often they "
            "bought of late: {lately:purchases} in eight weeks.",
            told,
        )
    return Message(
        "An order within four weeks has a chance of {share:percent}; most speaks against it how seldom they "
        "bought of late: {lately:purchases} in eight weeks.",
        told,
    )


def _by_silence(told: dict[str, Any], *, rises: bool) -> Message:
    if rises:
        return Message(
            "An order within four weeks has a chance of {share:percent}; most speaks for it that the last "
            "order is not long ago, by their own measure.",
            told,
        )
    return Message(
        "An order within four weeks has a chance of {share:percent}; most speaks against it how long they "
        "have been silent, by their own measure.",
        told,
    )


def _by_history(told: dict[str, Any], *, rises: bool) -> Message:
    if rises:
        return Message(
            "An order within four weeks has a chance of {share:percent}; most speaks for it their history: "
            "{purchases:purchases} so far.",
            told,
        )
    return Message(
        "An order within four weeks has a chance of {share:percent}; most speaks against it their history: "
        "{purchases:purchases} so far.",
        told,
    )


def _by_traits(told: dict[str, Any], *, rises: bool) -> Message:
    if rises:
        return Message(
            "An order within four weeks has a chance of {share:percent}; most speaks for it how customers "
            "buy who began as they did, with the same product or by the same channel.",
            told,
        )
    return Message(
        "An order within four weeks has a chance of {share:percent}; most speaks against it how customers "
        "buy who began as they did, with the same product or by the same channel.",
        told,
    )


def _by_touches(told: dict[str, Any], *, rises: bool) -> Message:
    if rises:
        return Message(
            "An order within four weeks has a chance of {share:percent}; most speaks for it when they were "
            "last touched.",
            told,
        )
    return Message(
        "An order within four weeks has a chance of {share:percent}; most speaks against it when they were "
        "last touched.",
        told,
    )


_SOON: Mapping[str, Callable[..., Message]] = {
    "recent": _by_recent,
    "silence": _by_silence,
    "history": _by_history,
    "traits": _by_traits,
    "touches": _by_touches,
}
