import numpy as np

from perennial.engine.trees.because import BECAUSE, because
from perennial.engine.trees.features import FEATURES
from perennial.engine.trees.grown import LEAVES, GrownTrees

NAMES = [name for name, _ in FEATURES]


def _stump(feature, threshold, below, above):
    """One tree of one branch."""
    branches, leaves = np.zeros(LEAVES - 1, np.int32), np.zeros(LEAVES)
    branches[0], leaves[0], leaves[1] = NAMES.index(feature), below, above
    thresholds = np.full(LEAVES - 1, np.inf)
    thresholds[0] = threshold
    kept = np.full(LEAVES - 1, 2**LEAVES - 1, np.int32)
    kept[0] = 2**LEAVES - 1 - 1
    return branches, thresholds, kept, leaves


def _grown(*stumps):
    feature, threshold, kept, value = (np.stack(part) for part in zip(*stumps, strict=True))
    return GrownTrees(base=0.0, feature=feature, threshold=threshold, kept=kept, value=value)


TREES = _grown(_stump("purchases_28", 2, -0.5, 1.0), _stump("silence", 30, 0.2, -2.0))
TYPICAL = np.zeros(len(NAMES))


def _customer(**features):
    row = np.zeros((1, len(NAMES)))
    for name, value in features.items():
        row[0, NAMES.index(name)] = value
    return row


def _said(**features):
    return BECAUSE[because(TREES, _customer(**features), TYPICAL)[0]]


def test_part_that_raises_the_chance_is_named():
    assert _said(purchases_28=5) == "recent+"


def test_loudest_part_is_named():
    assert _said(purchases_28=5, silence=60) == "silence-"


def test_nothing_is_named_of_a_typical_customer():
    assert not _said()


def test_every_reason_fits_its_column():
    assert max(map(len, BECAUSE)) <= 8
