"""Whether it is easier to sell to an existing customer here, in a sentence."""

from perennial.engine.process.sources import Sources
from perennial.pictures.words import Words

__all__ = ["dearer_sentence"]


def dearer_sentence(found: Sources, words: Words) -> str:
    """Compare what a first order takes with what a repeat order takes."""
    dearer = found.dearer
    if dearer.low is None or dearer.high is None:
        return words.say("Whether it is easier to sell to an existing customer here cannot be told yet.")
    if dearer.low > 1:
        return words.say(
            "It is easier to sell to an existing customer here: a first order takes {times:number} times the "
            "work of a repeat order.",
            times=dearer,
        )
    if dearer.high < 1:
        return words.say(
            "It is not easier to sell to an existing customer here: a first order takes {times:number} of "
            "the work of a repeat order.",
            times=dearer,
        )
    return words.say("A first order and a repeat order take about the same work here.")
