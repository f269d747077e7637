"""What a map shows, in sentences."""

from itertools import pairwise

from perennial.engine.process.second_order import AfterFirst
from perennial.engine.process.weakest_arrow import ArrowGain, WeakestArrow
from perennial.pictures.process.contents import MapContents
from perennial.pictures.process.labels import median_words
from perennial.pictures.process.step_names import full_name, step_name
from perennial.pictures.words import Words

__all__ = ["after_first_sentence", "folded_note", "map_sentence", "weakest_sentence"]


def map_sentence(contents: MapContents, words: Words) -> str:
    """Tell a whole map to somebody who does not see it."""
    shown = contents.folded.shown
    parts = [
        words.say("{cases:cases} in {steps:steps}.", cases=shown.cases, steps=len(shown.nodes)),
        *_main_way(contents, words),
    ]
    if contents.weakest is not None:
        parts.append(weakest_sentence(contents.weakest, words, orders=contents.has_orders))
    return " ".join([*parts, *folded_note(contents, words)])


def folded_note(contents: MapContents, words: Words) -> tuple[str, ...]:
    """Say what was folded away; nothing where nothing was."""
    folded = contents.folded
    if not folded.folded:
        return ()
    return (
        words.say(
            "Rare ways that are not shown: {arrows:number}, gone {moves:times} in all.",
            arrows=len(folded.folded),
            moves=folded.moves,
        ),
    )


def weakest_sentence(weakest: WeakestArrow, words: Words, *, orders: bool = True) -> str:
    """Name the weakest arrow, and say what it would bring.

    Parameters
    ----------
    orders
        Whether the goal is orders; else what is counted are cases that reach the goal.
    """
    found = weakest.weakest
    if found is None:
        return words.say("There are too few cases to name the weakest arrow.")
    told = _gain if weakest.basis == "better_half" else _hundredth
    waiting = words.say("Waiting there now: {waiting:number}.", waiting=found.waiting)
    return " ".join([*told(found, words, orders=orders), waiting])


def after_first_sentence(found: AfterFirst, words: Words) -> str:
    """Say that nothing happens after the first order, where that is so; else nothing."""
    if found.nothing == "drawn":
        return words.say(
            "Nothing happens after the first order: the drawing has no step between it and the second. This "
            "is the gap to close first."
        )
    if found.nothing == "done":
        return words.say(
            "Nothing happens after the first order: of {customers:customers}, only {touched:percent} were "
            "touched before the second. This is the gap to close first."
            if found.touched.value
            else "Nothing happens after the first order: none of {customers:customers} was touched before "
            "the second. This is the gap to close first.",
            customers=found.customers,
            touched=found.touched.value,
        )
    return ""


def _gain(found: ArrowGain, words: Words, *, orders: bool) -> list[str]:
    facts = {**_facts(found, words), "better": found.better_share.value, "gain": found.orders_a_month}
    gain = words.say(
        "The weakest arrow: {source} → {target}. Within {horizon:days} {share:percent} go on, with the "
        "better half {better:percent}; if everybody did as they do, that would be {gain:number} more "
        "orders a month."
        if orders
        else "The weakest arrow: {source} → {target}. Within {horizon:days} {share:percent} go on, with the "
        "better half {better:percent}; if everybody did as they do, {gain:number} more cases a month would "
        "reach the goal.",
        **facts,
    )
    money = found.money_a_month
    return [gain, *([words.say("In money: {money:money} a month.", money=money)] if money.known else [])]


def _hundredth(found: ArrowGain, words: Words, *, orders: bool) -> list[str]:
    thinnest = words.say(
        "The thinnest arrow: {source} → {target}, {share:percent} go on within {horizon:days}; one case "
        "more in a hundred there would be {gain:number} more orders a month."
        if orders
        else "The thinnest arrow: {source} → {target}, {share:percent} go on within {horizon:days}; one case "
        "more in a hundred there would bring {gain:number} more a month to the goal.",
        **_facts(found, words),
        gain=found.hundredth,
    )
    return [*([words.say("Who does better cannot be told.")] if found.groups else []), thinnest]


def _facts(found: ArrowGain, words: Words) -> dict[str, object]:
    return {
        "source": full_name(found.source, words.language),
        "target": full_name(found.target, words.language),
        "share": found.share.value,
        "horizon": round(found.horizon_days),
    }


def _main_way(contents: MapContents, words: Words) -> list[str]:
    shown, way = contents.folded.shown, contents.main_way
    if len(way) < 2:
        return []
    told = [step_name(way[0], words.language)]
    for source, target in pairwise(way):
        edge = shown.edge(source, target)
        name = step_name(target, words.language)
        told.append(
            name
            if edge is None
            else words.say(
                "{step} ({share:percent}, {wait})",
                step=name,
                share=edge.share,
                wait=median_words(edge, words),
            )
        )
    return [words.say("The main way: {way}.", way=" → ".join(told))]
