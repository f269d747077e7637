"""When a message that was not taken is tried again, and when it is given up."""

import random
from dataclasses import dataclass
from datetime import timedelta

__all__ = ["RETRY", "Retry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Waits that double up to a longest one.

    Attributes
    ----------
    first, longest
        The wait after the first try, and the most that any lasts.
    tries
        How often a message is tried before it is given up.
    """

    first: timedelta
    longest: timedelta
    tries: int

    def wait(self, tried: int, rng: random.Random) -> timedelta | None:
        """Give the wait after so many tries; None where it is given up.

        Half of it is by chance, so that those that failed together do not come back together.
        """
        if tried >= self.tries:
            return None
        whole: timedelta = min(self.first * 2 ** (tried - 1), self.longest)
        return whole * rng.uniform(0.5, 1.0)


#: A minute first, then longer and longer, for about two days.
RETRY = Retry(first=timedelta(minutes=1), longest=timedelta(hours=8), tries=16)
