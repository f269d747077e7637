"""What a picture of the actual process is made from."""

from collections.abc import Mapping
from dataclasses import dataclass

from perennial.engine.process.drawing import StepKind
from perennial.engine.process.folded import FoldedMap, fold
from perennial.engine.process.gathered import gather
from perennial.engine.process.process_map import ProcessMap
from perennial.engine.process.weakest_arrow import WeakestArrow
from perennial.pictures.process.step_names import OTHER_SOURCES, OTHER_STEPS

__all__ = ["MapContents", "ProcessFindings", "map_contents"]

#: Smaller sources are put together, as long as at least two are.
_LEAST_SOURCE = 0.05
_MOST_STEPS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFindings:
    """What was found out about a process.

    Attributes
    ----------
    whole, kinds
        The map, nothing left out, and what each of its steps is.
    main_way
        The main way, step by step.
    weakest
        The weakest arrow; None where it was not looked for.
    has_orders
        Whether orders are among the steps; else the goal is what is counted.
    """

    whole: ProcessMap
    kinds: Mapping[str, StepKind]
    main_way: tuple[str, ...]
    weakest: WeakestArrow | None = None
    has_orders: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MapContents:
    """The map as it is shown.

    Attributes
    ----------
    folded
        The map without its rare arrows, small sources and rare steps put together.
    kinds
        What each step is.
    main_way
        The main way, step by step.
    weakest, has_orders
        As found.
    """

    folded: FoldedMap
    kinds: Mapping[str, StepKind]
    main_way: tuple[str, ...]
    weakest: WeakestArrow | None
    has_orders: bool


def map_contents(found: ProcessFindings, *, share: float, most_sources: int) -> MapContents:
    """Make a whole map fit to be shown.

    Parameters
    ----------
    share
        Arrows that carry less of the events of their source are folded away.
    most_sources
        Sources that have room beside each other; of more, the smallest are put together.
    """
    whole, kinds = found.whole, found.kinds
    into = _small_sources(whole, kinds, most_sources) | _rare_steps(whole, kinds, found.main_way)
    new_kinds: dict[str, StepKind] = {OTHER_SOURCES: "source", OTHER_STEPS: "step"}
    return MapContents(
        folded=fold(gather(whole, into), share),
        kinds={**kinds, **new_kinds},
        main_way=tuple(dict.fromkeys(into.get(step, step) for step in found.main_way)),
        weakest=found.weakest,
        has_orders=found.has_orders,
    )


def _small_sources(whole: ProcessMap, kinds: Mapping[str, StepKind], most: int) -> dict[str, str]:
    sources = sorted(
        (node for node in whole.nodes if kinds[node.activity] == "source"), key=lambda node: -node.cases
    )
    small = [
        node.activity
        for place, node in enumerate(sources)
        if node.cases < _LEAST_SOURCE * whole.cases or (place >= most - 1 and len(sources) > most)
    ]
    return dict.fromkeys(small, OTHER_SOURCES) if len(small) > 1 else {}


def _rare_steps(
    whole: ProcessMap, kinds: Mapping[str, StepKind], main_way: tuple[str, ...]
) -> dict[str, str]:
    steps = [node for node in whole.nodes if kinds[node.activity] == "step"]
    over = len(whole.nodes) - _MOST_STEPS
    if over <= 0:
        return {}
    rarest = sorted((node for node in steps if node.activity not in main_way), key=lambda node: node.count)
    return {node.activity: OTHER_STEPS for node in rarest[: over + 1]}
