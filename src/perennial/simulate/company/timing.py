"""Minutes: how long touches take, and when in the day they and the orders fall."""

import numpy as np

from perennial.simulate.company.buying import Bought
from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.contacts import Contacts
from perennial.simulate.company.tables.columns import Codes

__all__ = ["begin_touches", "last_touch_minutes", "length_of_touches", "order_minutes"]

_OPENS, _CLOSES = 9 * 60, 18 * 60
_SITE_OPENS, _SITE_CLOSES = 7 * 60, 23 * 60
_SPREAD = 0.45  # of the length of a touch, on the log scale
_LENGTH = {"call": 5.0, "message": 2.5, "visit": 45.0, "mail": 8.0, "meeting": 50.0, "": 35.0}
_IN_VAIN = ("no_answer", "wrong_number")
_STRIDE = 10**5


def length_of_touches(contacts: Contacts, rng: np.random.Generator) -> Offsets:
    """Draw whole minutes, at least one; a call in vain takes one."""
    usual = np.array([_LENGTH[channel] for channel in contacts.channel.tolist()])
    minutes = np.rint(usual * np.exp(_SPREAD * rng.standard_normal(len(usual)))).astype(np.int64)
    return np.where(np.isin(contacts.outcome, _IN_VAIN), 1, np.clip(minutes, 1, 120))


def begin_touches(contacts: Contacts, minutes: Offsets, rng: np.random.Generator) -> Offsets:
    """Spread each seller's touches over the working day, one after another as far as they fit."""
    order = np.lexsort((rng.random(len(minutes)), contacts.day, contacts.seller))
    key = (contacts.seller * _STRIDE + contacts.day)[order]
    first, after = np.searchsorted(key, key), np.searchsorted(key, key, side="right")
    place = np.arange(len(key)) - first + 0.6 * rng.random(len(key))
    minute = np.empty(len(key), np.int64)
    minute[order] = _OPENS + np.floor(place * (_CLOSES - _OPENS) / (after - first))
    return np.minimum(minute, _CLOSES + 30 - minutes)


def order_minutes(begun: Codes, touched: Offsets, rng: np.random.Generator) -> Offsets:
    """Draw the minute of the day of each order: after the touch that brought it, else in opening hours.

    Parameters
    ----------
    begun
        Who began the order.
    touched
        Minute at which a touch of the day with this customer ended, -1 if there was none.
    """
    online = begun == "site"
    opens, closes = np.where(online, _SITE_OPENS, _OPENS), np.where(online, _SITE_CLOSES, _CLOSES)
    free = opens + np.floor(rng.random(len(online)) * (closes - opens)).astype(np.int64)
    return np.where(touched >= 0, touched + rng.integers(0, 15, len(online)), free)


def last_touch_minutes(bought: Bought, customer: Offsets, day: Offsets, end: Offsets) -> Offsets:
    """Give for each order the minute at which a touch of that day which brought it ended, -1 if none."""
    order = np.lexsort((end, day, customer))
    keys = np.concatenate([[-1], (customer * _STRIDE + day)[order]])
    own = bought.customer * _STRIDE + bought.day
    place = np.searchsorted(keys, own, side="right") - 1
    return np.where(keys[place] == own, np.concatenate([[-1], end[order]])[place], -1)
