"""How many touches of which kind a seller makes on a day, stable or drifting."""

from collections.abc import Mapping

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.calendar import Calendar, Offsets
from perennial.simulate.company.staff import Staff

__all__ = ["daily_counts"]

#: Touches a working day of a stable hunter and a stable farmer.
_STABLE = {
    "first_out": (2.8, 0.0),  # the first contact with a lead, by the hunter
    "first_in": (0.4, 0.0),  # the same, begun by the lead
    "existing_out": (0.7, 8.0),
    "existing_in": (0.5, 2.3),
    "chore": (1.0, 0.8),
}
#: What drift makes of them: the hunter stays with who already buys, the farmer waits for calls.
_DRIFTED = {
    "first_out": (0.3, 1.0),
    "first_in": (0.9, 1.0),
    "existing_out": (4.5, 0.27),
    "existing_in": (2.5, 1.5),
    "chore": (2.2, 2.0),
}
_PERSONAL = 0.12  # spread of people's own levels, on the log scale
_WEEK_SHAPE = 30.0  # gamma shapes of a week's own level, of all it holds and of one kind
_KIND_SHAPE = 60.0
_FEW_DAYS = 0.06  # share of weeks that are short for no reason written down


def daily_counts(
    staff: Staff, calendar: Calendar, *, density: Floats, rng: np.random.Generator
) -> Mapping[str, Offsets]:
    """Draw the touches of each kind, seller and day.

    Parameters
    ----------
    density
        Shape (days,): share of the touches that was written down.

    Returns
    -------
    Mapping
        From the kind (`first_out`, `first_in`, `existing_out`, `existing_in`, `chore`) to counts of shape
        (sellers, days).
    """
    present = staff.present[:, : calendar.span] * density * _week_levels(staff, calendar, rng)
    drift = staff.drift(calendar.span)
    return {kind: _counts(kind, staff, calendar, present=present, drift=drift, rng=rng) for kind in _STABLE}


def _week_levels(staff: Staff, calendar: Calendar, rng: np.random.Generator) -> Floats:
    shape = (staff.hunters + staff.farmers, int(calendar.week[-1]) + 1)
    level = rng.standard_gamma(_WEEK_SHAPE, shape) / _WEEK_SHAPE
    level[rng.random(shape) < _FEW_DAYS] *= 0.5
    return np.asarray(level[:, calendar.week])


def _counts(
    kind: str,
    staff: Staff,
    calendar: Calendar,
    *,
    present: Floats,
    drift: Floats,
    rng: np.random.Generator,
) -> Offsets:
    role = np.where(staff.is_hunter(), 0, 1)
    own = np.array(_STABLE[kind])[role] * np.exp(_PERSONAL * rng.standard_normal(len(role)))
    turned = 1.0 + drift * (np.array(_DRIFTED[kind])[role] - 1.0)[:, None]
    weeks = rng.standard_gamma(_KIND_SHAPE, (len(role), int(calendar.week[-1]) + 1)) / _KIND_SHAPE
    return rng.poisson(own[:, None] * turned * weeks[:, calendar.week] * present)
