"""What is known of customers besides their purchases."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.touches import Touches
from perennial.engine.traits import Traits, joined

__all__ = ["NO_FACTS", "CustomerFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """Of n customers, what their first purchase says, and when they were touched; None where nothing is."""

    traits: Traits | None = None
    touches: Touches | None = None

    def take(self, index: NDArray[np.intp]) -> "CustomerFacts":
        """Give the facts of some of the customers, by position."""
        return CustomerFacts(
            traits=self.traits and self.traits.take(index), touches=self.touches and self.touches.take(index)
        )

    def with_traits(self, traits: Traits | None) -> "CustomerFacts":
        """Add what the orders say of the same customers; of a trait that both say, theirs is kept."""
        return CustomerFacts(traits=joined(traits, self.traits), touches=self.touches)


#: Where only purchases are known.
NO_FACTS = CustomerFacts()
