"""A drawing held against what happened, in sentences."""

from perennial.engine.process.comparison import Comparison
from perennial.engine.process.drawing import Drawing
from perennial.pictures.process.step_names import full_name
from perennial.pictures.words import Words

__all__ = ["comparison_sentence"]

_MOST_NAMED = 3


def comparison_sentence(drawing: Drawing, comparison: Comparison, words: Words) -> str:
    """Say how much of what happens was drawn, what nobody takes, and what is skipped."""
    labels = {node.id: node.label for node in drawing.nodes}

    def name(step: str) -> str:
        return labels.get(step) or full_name(step, words.language)

    def ways(arrows: list[tuple[str, str]]) -> list[str]:
        return [f"{name(source)} → {name(target)}" for source, target in arrows[:_MOST_NAMED]]

    said = []
    if comparison.moves:
        said.append(
            words.say(
                "{share:percent} of what happens between the drawn steps goes along drawn arrows.",
                share=comparison.followed / comparison.moves,
            )
        )
    if untaken := ways([(arrow.source, arrow.target) for arrow in comparison.untaken]):
        said.append(words.say("Drawn, but nobody goes there: {ways}.", ways=untaken))
    if undrawn := ways([(edge.source, edge.target) for edge in comparison.undrawn]):
        said.append(words.say("It happens, but nobody drew it: {ways}.", ways=undrawn))
    said += [
        words.say("{step} is skipped {count:times}.", step=name(skipped.activity), count=skipped.count)
        for skipped in comparison.skipped[:_MOST_NAMED]
    ]
    if comparison.absent:
        absent = [name(step) for step in comparison.absent[:_MOST_NAMED]]
        said.append(words.say("Drawn, but it never happened: {steps}.", steps=absent))
    if comparison.beside:
        beside = [name(node.activity) for node in comparison.beside[:_MOST_NAMED]]
        said.append(words.say("Steps that happen and are not in the drawing: {steps}.", steps=beside))
    return " ".join(said)
