"""Are as many held out as the lot would hold out? Where not, something went wrong between lot and file."""

from scipy.stats import binomtest

__all__ = ["RATIO_IS_OFF", "sample_ratio_p"]

#: Below this the arms are not those of a lot; chance alone goes below it once in a thousand trials.
RATIO_IS_OFF = 0.001


def sample_ratio_p(controls: int, persons: int, held_out: float) -> float:
    """Give the chance of a share held out at least as odd as this one (exact binomial test, two-sided).

    Parameters
    ----------
    controls, persons
        Persons held out, and all; records of one person count once.
    held_out
        Chance of being held out.
    """
    return 1.0 if persons == 0 else float(binomtest(controls, persons, held_out).pvalue)
