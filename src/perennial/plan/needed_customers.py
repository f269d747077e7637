"""How many customers a lot would need before it could prove what a call is worth."""

import math

__all__ = ["MORE_IN_A_HUNDRED", "needed_customers"]

#: The smallest effect worth seeing: so many more in a hundred come back.
MORE_IN_A_HUNDRED = 5

_Z = 1.96 + 0.84  # 95% limits, 80% power


def needed_customers(share_returning: float) -> int:
    """Give the customers needed, half of them held out, rounded up to two digits.

    Parameters
    ----------
    share_returning
        Share that comes back without the call, 0 to 1 (two proportions, normal approximation).
    """
    effect = MORE_IN_A_HUNDRED / 100
    treated = min(share_returning + effect, 1.0)
    variance = share_returning * (1 - share_returning) + treated * (1 - treated)
    needed = 2 * _Z**2 * max(variance, effect * (1 - effect)) / effect**2
    digits = 10.0 ** max(math.floor(math.log10(needed)) - 1, 0)
    return math.ceil(needed / digits) * int(digits)
