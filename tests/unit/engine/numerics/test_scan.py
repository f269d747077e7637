"""The blocked recursion equals the plain one."""

import numpy as np
import pytest

from perennial.engine.numerics.scan import scan


@pytest.mark.parametrize("steps", [1, 2, 3, 10, 101])
def test_scan_equals_a_loop(steps: int) -> None:
    rng = np.random.default_rng(steps)
    mix, carry = rng.random((steps, 3, 3)), rng.random((steps, 4))
    held = rng.random((steps + 1, 3, 4))
    kept, plain = held.copy(), held.copy()
    for at in range(steps):
        plain[at + 1] += carry[at] * (mix[at] @ plain[at])
    assert np.allclose(scan(mix, carry, held), plain, rtol=1e-12)
    assert np.array_equal(held, kept)
