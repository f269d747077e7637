"""Whether lines that stand already may stay: agreed to, and nobody of a comparison group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from perennial.flows.plan_terms import Terms, Ways
from perennial.plan.rule import SERVICE
from perennial.records.operations.plan_people import Planning
from perennial.records.queries.trials.held_out import held_out_by_play

__all__ = ["Allowed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Who may be touched by which way."""

    ways: Mapping[str, Ways]
    held_out: Mapping[str, frozenset[str]]
    planning: Planning

    @classmethod
    def read(cls, terms: Terms, planning: Planning, today: date) -> Self:
        """Read it once lots are drawn."""
        held = {
            play: frozenset(planning.person(int(pk)) for pk in ids)
            for play, ids in held_out_by_play(today).items()
        }
        return cls(ways=terms.ways or {}, held_out=held, planning=planning)

    def may(self, customer: int, play: str, channel: str) -> bool:
        """Say whether a line that stands already may stay."""
        of = self.ways.get(str(customer))
        if of is None or self.planning.person(customer) in self.held_out.get(play, ()):
            return False
        return channel in (of.service if play in SERVICE else of.advertising)
