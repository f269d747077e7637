"""Trials of the invented company: one that is over and says that its touch works, and one that runs.

The company is invented, and so is what a touch does in it: of two customers alike before the lot, the one who
bought more since is more often among the treated. Keys are chosen so that the lot puts everybody there.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from django.db.models import Count, Q
from django_tasks import task

from perennial.records.models import Business, Customer, Order, Touch, Trial, TrialLot, User
from perennial.records.models.words import Role
from perennial.records.operations.trials.read_trial import read_trial_now
from perennial.trial.lots import CONTROL, TREATMENT, Arm, Lot

__all__ = ["add_trials"]

_OVER = {
    "ru": "Удерживает ли касание до того, как обычно уходят?",
    "en": "Does a touch before customers usually leave keep them?",
}
_RUNS = {"ru": "Удерживает ли постоянных благодарность?", "en": "Does thanking regulars keep them?"}
_BEGAN, _HORIZON, _CAME_IN = 200, 120, 42  # days
_RUNS_SINCE, _LATELY = 40, 45
_LOOKS = (70, 105)  # days after the beginning
_BETTER = 0.85  # how often the better of two is treated
_STAYED = 50  # orders that still buying at the end is worth
_REGULAR = 4
_MOST = 700
_AT_ONCE = 500


@task()
def add_trials(day: str) -> None:
    """Write both trials up to a day, once the forecasts are there; a second time nothing."""
    today = date.fromisoformat(day)
    if Trial.objects.exists():
        return
    language = Business.current().language
    owner = User.objects.filter(role=Role.OWNER).order_by("pk")[0]
    over = _over(owner, _OVER.get(language, _OVER["en"]), today)
    for ago in _LOOKS:
        seen = over.started_on + timedelta(days=ago) if over.started_on else today
        read_trial_now(over, today=seen, as_of=seen - timedelta(days=1))
    read_trial_now(over, today=today)
    runs = _runs(owner, _RUNS.get(language, _RUNS["en"]), today)
    read_trial_now(runs, today=today)


def _over(owner: User, question: str, today: date) -> Trial:
    start, rng = today - timedelta(days=_BEGAN), Random(7)
    trial = _trial(owner, "window", question, start, held_out="0.50", horizon=_HORIZON)
    trial.enrol_until = start + timedelta(days=_CAME_IN)
    known = _bought_lately(start)[:_MOST]
    end = start + timedelta(days=_HORIZON)
    since, late = _orders(known, start, end), _orders(known, end - timedelta(days=_HORIZON // 3), end)
    trial.needed = len(known)
    trial.save()
    stayed = {pk: since.get(pk, 0) + _STAYED * (late.get(pk, 0) > 0) for pk in known}
    arms = dict(_paired(known, stayed, rng))
    days = {pk: start + timedelta(days=rng.randrange(_CAME_IN)) for pk in arms}
    _draw(trial, arms, days, rng)
    _stages_then(trial, start)
    Touch.objects.filter(
        customer__in=[pk for pk, arm in arms.items() if arm == CONTROL], play=trial.play, day__gt=start
    ).update(play="")
    return trial


def _stages_then(trial: Trial, start: date) -> None:
    """Put the stages as they were on the day of the lot, by the orders there had been."""
    before = Count("customer__orders", filter=Q(customer__orders__day__lte=start))
    lots = list(TrialLot.objects.filter(trial=trial).annotate(n=before))
    for lot in lots:
        bought: int = lot.n
        lot.stage = "regular" if bought >= _REGULAR else "repeat" if bought > 1 else "one_time"
    TrialLot.objects.bulk_update(lots, ["stage"], batch_size=_AT_ONCE)


def _runs(owner: User, question: str, today: date) -> Trial:
    start, rng = today - timedelta(days=_RUNS_SINCE), Random(8)
    trial = _trial(owner, "thank", question, start, held_out="0.30", horizon=60)
    trial.needed, trial.weeks = 900, 40
    trial.save()
    busy = TrialLot.objects.values("customer")
    regulars = Customer.objects.filter(stage="regular", first_order_on__lt=start).exclude(pk__in=busy)
    known = list(regulars.order_by("pk").values_list("pk", flat=True)[:300])
    thanked = set(Touch.objects.filter(play="thank", day__gte=start).values_list("customer_id", flat=True))
    arms: dict[int, Arm] = {
        pk: TREATMENT if pk in thanked or rng.random() > float(trial.held_out) else CONTROL for pk in known
    }
    days = {pk: start + timedelta(days=rng.randrange(_RUNS_SINCE - 5)) for pk in arms}
    _draw(trial, arms, days, rng)
    return trial


def _trial(owner: User, play: str, question: str, start: date, *, held_out: str, horizon: int) -> Trial:
    return Trial.objects.create(
        key=f"{play}-demo",
        seed=1,
        play=play,
        question=question,
        held_out=held_out,
        horizon=horizon,
        smallest_effect=0.3,
        state=Trial.State.RUNNING,
        started_on=start,
        by=owner,
    )


def _bought_lately(start: date) -> list[int]:
    """Give customers who bought shortly before a day, the newest first: they leave soonest."""
    lately = Q(orders__day__lt=start, orders__day__gte=start - timedelta(days=_LATELY))
    rows = Customer.objects.filter(merged_into=None, erased_at=None).annotate(
        n=Count("orders", filter=lately)
    )
    bought = rows.filter(n__gt=0, first_order_on__lt=start)
    return list(bought.order_by("-n", "pk").values_list("pk", flat=True))


def _orders(customers: Sequence[int], first: date, last: date) -> Mapping[int, int]:
    counts: Counter[int] = Counter()
    for at in range(0, len(customers), _AT_ONCE):
        rows = Order.objects.filter(customer__in=customers[at : at + _AT_ONCE], day__gt=first, day__lte=last)
        counts.update(rows.values_list("customer_id", flat=True))
    return counts


def _paired(known: Sequence[int], since: Mapping[int, int], rng: Random) -> Iterator[tuple[int, Arm]]:
    """Put one of each two neighbours in either arm, more often the one who bought more since in treatment."""
    for one, other in zip(known[::2], known[1::2], strict=False):
        better, worse = sorted((one, other), key=lambda pk: since.get(pk, 0), reverse=True)
        arms: tuple[Arm, Arm] = (TREATMENT, CONTROL) if rng.random() < _BETTER else (CONTROL, TREATMENT)
        yield from zip((better, worse), arms, strict=True)


def _draw(trial: Trial, arms: Mapping[int, Arm], days: Mapping[int, date], rng: Random) -> None:
    lot = Lot(trial=trial.key, seed=trial.seed, held_out=float(trial.held_out))
    customers = Customer.objects.in_bulk(list(arms))
    for pk, arm in arms.items():
        customers[pk].lot_key = _key(lot, arm, rng)
    Customer.objects.bulk_update(customers.values(), ["lot_key"], batch_size=_AT_ONCE)
    TrialLot.objects.bulk_create(
        (
            TrialLot(
                trial=trial,
                customer=customers[pk],
                lot_key=str(customers[pk].lot_key),
                arm=arm,
                assigned_on=days[pk],
                until=days[pk] + timedelta(days=trial.horizon),
                stage=customers[pk].stage,
                value_at_risk=customers[pk].value_at_risk,
                owner=customers[pk].owner,
            )
            for pk, arm in arms.items()
        ),
        batch_size=_AT_ONCE,
    )


def _key(lot: Lot, arm: Arm, rng: Random) -> uuid.UUID:
    while True:
        key = uuid.UUID(int=rng.getrandbits(128), version=4)
        if lot.arm(str(key)) == arm:
            return key
