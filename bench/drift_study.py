"""False alarms and speed of the drift alarm over simulated sellers; prints a Markdown report."""

import argparse
import platform
from datetime import UTC, datetime

import numpy as np
from drift_sellers import MOST, YEAR, Made, Maker, Sellers, company, sellers

from perennial.pay.columns import Bools
from perennial.pay.drift.measures import KINDS
from perennial.pay.drift.readings import DriftReading, read_drift

WITHIN = 8
FIRST_SEED = 100  # the defaults were settled on lower ones
RESULTS = {"money_from_existing"}


STEADY: dict[str, Maker] = {
    "15 touches a day, weeks vary by 25%": sellers(Sellers()),
    "Restless: weeks vary by 40%, correlation 0.5": sellers(Sellers(noise=0.4, aftereffect=0.5)),
    "6 touches a day": sellers(Sellers(touches=6.0)),
    "One hunter and one farmer, alone": sellers(Sellers(hunters=1, farmers=1)),
    "By the laws of the demonstration company": company,
}
DRIFTING: dict[str, Maker] = {
    "Full after 6 weeks": sellers(Sellers(slide_weeks=6)),
    "Full after 12 weeks": sellers(Sellers(slide_weeks=12)),
    "Full after 24 weeks": sellers(Sellers(slide_weeks=24)),
    "Half as deep, after 6 weeks": sellers(Sellers(slide_weeks=6, slide=0.5)),
    "Full after 6 weeks, restless": sellers(Sellers(slide_weeks=6, noise=0.4, aftereffect=0.5)),
    "Full after 6 weeks, 6 touches a day": sellers(Sellers(slide_weeks=6, touches=6.0)),
    "Full after 6 weeks, one hunter and one farmer": sellers(Sellers(slide_weeks=6, hunters=1, farmers=1)),
    "By the laws of the demonstration company (5 weeks)": company,
}
HEADER = """# The drift alarm against known truth

Simulated sellers of two departments (five hunters, four farmers unless said): their weeks vary and follow
each other, they are on leave twice a year, December is slow by a fifth. Each week is read as it would have
been read then. {seeds} seeds each, on which nothing was settled. Written by `bench/drift_study.py`.

How it is read. The last four full weeks of each seller are compared with up to 26 of their own weeks before,
four in between left out where there are enough (a slide that has begun is not their usual way). Limits of
the change come from overdispersed binomial and Poisson counts: how much weeks scatter is learned from the
seller's own past, steadied by the department's, and weeks are allowed to resemble the next. An alarm asks
that the limits exclude the smallest change worth a word (5 points of a share, 15% of a number a day) at a
level at which a seller who stands exactly there would be alarmed for nothing at most once a year, over all
measures and 52 looks. What sellers do raises alarms (touches, first contacts, chores; contacts begun by
customers, regulars left past their band); results (money, new customers) are only shown. What the plan asked
for is never counted against anyone, and customers held out by lot are left out.
"""
STEADY_HEADER = """## Sellers who do not drift, one year of weekly looks

False alarms: alarms that begin, by seller and year; the most that any one had. Tells: readings that said
"steady" or raised an alarm, rather than that it cannot be told (or that the seller is on leave).

Covers: how often the 95% limits of a change hold the truth, no change.

| sellers | seller-years | false alarms a year | most | weeks in alarm | tells | covers |
|---|---|---|---|---|---|---|"""
FOOTER = """
## What it does not see

Eight weeks are enough for a slide that is full after six; one that takes twelve weeks is seen in that time
for both sellers in fewer than one case in two, one of half a year hardly ever, since the past slides with it.
A slide half as deep is often not told from ordinary weeks. Restless sellers and those with few touches can
have two false alarms in a year. A season common to the whole department is not taken out: each seller is
compared with their own last months, less holidays and leave. Sellers with six touches a day are
told less often, and later. Nothing is said before twelve full weeks of a seller are known.
"""
DRIFT_HEADER = """
## Sellers who drift

One hunter and one farmer slide: a hunter's touches with existing customers and chores grow by up to 35 and
12 points, a farmer's contacts begun by the customer and regulars left untouched by up to 35; both make a
fifth fewer touches. The demonstration company has its own, deeper slide. Weeks from the first sign to the
alarm, and how often within eight weeks (leave included).

| slide | hunter, median weeks | latest | within 8 | farmer, median | latest | within 8 | both |
|---|---|---|---|---|---|---|---|"""


def steady(made: Made) -> tuple[Bools, int, list[bool]]:
    """Read a year of steady sellers: alarms (sellers, weeks), readings that tell, limits that hold."""
    looks = [read_drift(made.log, as_of=made.last_day - 7 * back) for back in range(YEAR - 1, -1, -1)]
    alarms = np.array([[each.alarm for each in look] for look in looks]).T
    holds = [hold for look in looks for each in look for hold in _holds(each)]
    return alarms, sum(each.cause is None for look in looks for each in look), holds


def weeks_to_alarm(made: Made) -> tuple[int, ...]:
    """Give the weeks from the start of drift to the first alarm, of the hunter and of the farmer."""
    return tuple(_weeks(made, seller, began) for seller, began in made.began)


def _weeks(made: Made, seller: int, began: int) -> int:
    for weeks in range(1, MOST + 1):
        day = began + 7 * weeks - 1
        if day <= made.last_day and read_drift(made.log, as_of=day)[seller].alarm:
            return weeks
    return MOST + 1


def steady_row(name: str, maker: Maker, seeds: int) -> str:
    """Write one line of the first table."""
    years = [steady(maker(seed, False)) for seed in range(FIRST_SEED, FIRST_SEED + seeds)]
    starts = np.concatenate([_starts(alarms) for alarms, _, _ in years])
    looks = len(starts) * YEAR
    in_alarm = sum(int(alarms.sum()) for alarms, _, _ in years) / looks
    told = sum(tells for _, tells, _ in years) / looks
    covers = np.mean([hold for *_, holds in years for hold in holds])
    return (
        f"| {name} | {len(starts)} | {starts.mean():.3f} | {starts.max()} | {in_alarm:.2%} | {told:.0%} "
        f"| {covers:.1%} |"
    )


def drift_row(name: str, maker: Maker, seeds: int) -> str:
    """Write one line of the second table."""
    found = np.array([weeks_to_alarm(maker(seed, True)) for seed in range(FIRST_SEED, FIRST_SEED + seeds)])
    soon = found <= WITHIN
    cells = [
        f"{np.median(found[:, at]):.0f} | {_latest(int(found[:, at].max()))} | {np.mean(soon[:, at]):.0%}"
        for at in (0, 1)
    ]
    return f"| {name} | {' | '.join(cells)} | {np.mean(soon.all(axis=1)):.0%} |"


def _latest(weeks: int) -> str:
    return str(weeks) if weeks <= MOST else f"over {MOST}"


def _starts(alarms: Bools) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Count the alarms that begin, week after week of the same alarm being one."""
    before = np.pad(alarms[:, :-1], ((0, 0), (1, 0)))
    return np.asarray((alarms & ~before).sum(axis=1))


def _holds(reading: DriftReading) -> list[bool]:
    behaviour = [each.change for each in reading.measures if each.name in KINDS and each.name not in RESULTS]
    return [
        each.low <= 0 <= each.high for each in behaviour if each.low is not None and each.high is not None
    ]


def main() -> None:
    """Run the study and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    seeds = parser.parse_args().seeds
    print(HEADER.format(seeds=seeds))
    print(STEADY_HEADER)
    for name, maker in STEADY.items():
        print(steady_row(name, maker, seeds), flush=True)
    print(DRIFT_HEADER)
    for name, maker in DRIFTING.items():
        print(drift_row(name, maker, seeds), flush=True)
    print(FOOTER)
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    print(f"{when}, {platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}.")


if __name__ == "__main__":
    main()
