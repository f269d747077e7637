"""Kinds of columns: ids and codes, days, whole numbers, amounts, flags, sentences."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["Amounts", "Codes", "Days", "Flags", "Minutes", "Sentences"]

#: Ids of rows and words of a fixed list; empty where there is none.
Codes = NDArray[np.str_]
#: Day numbers (`perennial.core.days`); `NO_DAY` where there is none.
Days = NDArray[np.int32]
#: Minutes, of the day or of length.
Minutes = NDArray[np.int32]
#: Money in the company's currency, or figures of the truth.
Amounts = NDArray[np.float64]
Flags = NDArray[np.bool_]
#: Names and texts in the company's language.
Sentences = tuple[str, ...]
