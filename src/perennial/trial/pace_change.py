"""Whether the treated buy faster than the others, so that this is not taken for staying longer."""

import numpy as np

from perennial.trial.before import Before
from perennial.trial.followed import Bools, Followed

__all__ = ["faster_by"]

_STEADY = 2.0  # gaps, at the pace expected, with which either arm is steadied


def faster_by(before: Before, followed: Followed) -> float:
    """Give the pace of the treated over that of the others, each against what their histories let expect.

    Between the first and the last purchase after assignment a customer was surely one. The gaps there are
    shorter than usual, the longer ones being cut by leaving and the horizon, but alike in both arms.
    """
    gaps = np.maximum(followed.purchases - 1, 0)
    expected = np.where(gaps > 0, before.pace * (followed.last - followed.first), 0.0)

    def pace(arm: Bools) -> float:
        return float((gaps[arm].sum() + _STEADY) / (expected[arm].sum() + _STEADY))

    return pace(followed.treated) / pace(~followed.treated)
