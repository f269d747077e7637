"""The last section: settings, assumptions, and what the words mean."""

from collections.abc import Iterator

from markupsafe import Markup

from perennial.pictures.names import MODEL_NAMES, PLAY_NAMES, called
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words

__all__ = ["assumptions_section"]


def assumptions_section(contents: ReportContents, words: Words) -> Section:
    """Say what everything rests on."""
    return Section(
        key="assumptions",
        title=words.say("Assumptions and definitions"),
        short=words.say("Assumptions"),
        notes=tuple(words.mark(note) for note in contents.notes),
        tables=tuple(_priors(contents, words)) if contents.touches else (),
        terms=(*_settings(contents, words), *_definitions(contents, words)),
    )


def _settings(contents: ReportContents, words: Words) -> Iterator[tuple[str, Markup]]:
    yield (
        words.say("As of"),
        words.mark("{day:date_full}, the end of observation; nothing later was read.", day=contents.as_of),
    )
    yield (
        words.say("Return within"),
        words.mark(
            "A return counts when it comes within {horizon:days}: the longest time that enough purchases "
            "have been watched for.",
            horizon=contents.next_purchase.horizon_days,
        ),
    )
    yield (
        words.say("Still come back within"),
        words.mark(
            "Whoever is asked about coming back is asked about the next {horizon:days}.",
            horizon=contents.return_horizon_days,
        ),
    )
    yield words.say("Model"), _model(contents, words)


def _model(contents: ReportContents, words: Words) -> Markup:
    used = [
        f"{called(MODEL_NAMES, name, words.language)} {words.fact(weight, 'percent')}"
        for name, weight in contents.record.weights
        if weight > 0
    ]
    rhythm = (
        words.mark("Gaps look random (k = 1).")
        if contents.regularity == 1
        else words.mark("Gaps are more regular than chance (k = {k:number}).", k=contents.regularity)
    )
    model = words.mark(
        "Leaving and dates: {name}.",
        name=called(MODEL_NAMES, contents.record.attrition_model, words.language),
    )
    counts = words.mark("Expected orders: {names}.", names=used) if used else Markup()
    return Markup(" ").join([model, counts, rhythm])


def _priors(contents: ReportContents, words: Words) -> Iterator[Table]:
    yield Table(
        caption=words.say("What a touch is assumed to gain, until trials on your own customers measure it"),
        columns=(
            words.say("Play"),
            words.say("Gains"),
            words.say("Costs, of an order"),
            words.say("Why so much"),
        ),
        rows=tuple(
            (
                called(PLAY_NAMES, play, words.language),
                words.fact(prior.days_gained, "days"),
                words.fact(prior.cost_orders, "percent"),
                words.say(prior.because),
            )
            for play, prior in contents.priors.items()
        ),
        numeric=frozenset({1, 2}),
    )


def _definitions(contents: ReportContents, words: Words) -> Iterator[tuple[str, Markup]]:
    yield (
        words.say("Purchase"),
        words.mark("A day with at least one counted order, net of refunds."),
    )
    yield (
        words.say("Usual gap"),
        words.mark("The wait within which half of those who return have returned."),
    )
    yield (
        words.say("Leaving date"),
        words.mark(
            "The first day, if silence lasts, on which the chance of coming back has fallen to half of what "
            "it was on the day of the last order. It is a forecast, learned from how customers of this log "
            "came back after such silences, and it is shown with its limits."
        ),
    )
    yield (
        words.say("Time to offer"),
        words.mark(
            "From two weeks to one week before the leaving date (less where the rhythm is quick), and never "
            "before the customer is past the usual gap, so that nobody who is on time is paid to buy."
        ),
    )
    yield (
        words.say("Regular"),
        words.mark("A customer with {n:purchases} or more.", n=contents.ladder.regular_from),
    )
    yield (
        words.say("Limits"),
        words.mark(
            "Two numbers in brackets are 95% limits: the truth lies between them 95 times in 100, as far as "
            "chance goes. A change in the business is not in them. Those of the leaving days also assume "
            "that frequent and rare buyers leave alike; where they do not, the days are off by some "
            "percent more."
        ),
    )
    yield (
        words.say("Few customers"),
        words.mark(
            "Where data are few, forecasts lean on mild prior beliefs, so that they stay sober: a customer "
            "base of thirty gets wide limits, not bold dates."
        ),
    )
