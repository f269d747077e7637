"""Learn from the mirror, or roll forward what was learnt, and publish it."""

from collections.abc import Mapping
from datetime import date, time, timedelta

import numpy as np
from django.db.models import Q

from perennial.core.days import day_of
from perennial.core.progress import Progress
from perennial.flows.refresh import Circumstances, RefreshSettings, figures_of, refresh_forecasts
from perennial.flows.touches_told import NO_TOUCHES, TouchesTold
from perennial.ingest.cleaning import CleaningRules
from perennial.records.models import Business, Customer, Promise, RefreshRun, Touch
from perennial.records.models.words import Direction, Play
from perennial.records.operations.publish_forecasts import Published, publish_forecasts
from perennial.records.operations.refresh_folders import mirror_folder
from perennial.records.operations.write_mirror import mirrored_orders
from perennial.records.queries.days_told import days_told
from perennial.store.mirror import Manifest, open_mirror

__all__ = ["circumstances", "end_of_observation", "learn_forecasts", "settings_of"]

#: A log without any order for longer than this has ended, unless forecasts went on after its last order.
_ENDED_AFTER = timedelta(days=60)


def learn_forecasts(
    run: RefreshRun,
    business: Business,
    manifest: Manifest,
    *,
    previous: Published | None,
    today: date,
    progress: Progress,
) -> Published:
    """Refresh all forecasts and publish them.

    Parameters
    ----------
    run
        Whose seed is taken, and which says whether the models are to be fitted anew.
    manifest
        The mirror as it was just written.
    previous
        What was published before.
    today
        The local day of the business.

    Raises
    ------
    UserError
        There are no orders, or they are in several currencies and none was picked.
    """
    settings = settings_of(business, seed=run.seed)
    as_of = end_of_observation(today, previous)
    log = open_mirror(
        mirror_folder(),
        as_of=None if as_of is None else day_of(as_of),
        rules=settings.rules,
        currency=business.currency or None,
    )
    try:
        refreshed = refresh_forecasts(
            log,
            previous=None if previous is None else previous.snapshot,
            today=day_of(today) if as_of is None else day_of(as_of) + 1,
            settings=settings,
            circumstances=circumstances(),
            input_hash=manifest.content_hash,
            refit=run.kind == "refit",
            rng=np.random.default_rng(run.seed),
            progress=progress,
        )
        figures = figures_of(log, refreshed.understanding, name=business.name, margin=settings.margin)
    finally:
        log.close()
    return publish_forecasts(run.pk, refreshed, figures)


def end_of_observation(today: date, previous: Published | None) -> date | None:
    """Say up to which day orders are looked at: yesterday, the last whole day.

    The last order's day where the log has ended long ago, as one brought to try the house out, or where it
    begins today. None where there are no orders.
    """
    days = mirrored_orders().order_by("day").values_list("day", flat=True)
    first, last = days.first(), days.last()
    if first is None or last is None:
        return None
    yesterday = today - timedelta(days=1)
    went_on = previous is not None and last < previous.as_of <= yesterday
    if first > yesterday or (last < yesterday - _ENDED_AFTER and not went_on):
        return last
    return yesterday


def settings_of(business: Business, *, seed: int) -> RefreshSettings:
    """Give the settings of the business for a refresh."""
    hours, minutes = divmod(business.day_start_minutes, 60)
    return RefreshSettings(
        return_horizon=business.return_horizon,
        rules=CleaningRules(keep_zero=business.keep_zero_orders, day_start=time(hours % 24, minutes)),
        refit_every=business.refit_days,
        promise_lead=business.offer_lead_days,
        margin=None if business.margin is None else float(business.margin),
        capacity=business.touches_a_day,
        days=days_told(business),
        language=business.language,
        seed=seed,
    )


def circumstances() -> Circumstances:
    """Give what is known of single customers: promises, ends, objections, erasures, touches, sources."""
    ends = Customer.objects.filter(paid_until__isnull=False).values_list("pk", "paid_until")
    # Whoever was erased counts in statistics only, like those who object.
    alone = Q(objects_to_profiling=True) | Q(erased_at__isnull=False)
    objecting = Customer.objects.filter(alone).values_list("pk", flat=True)
    sourced = Customer.objects.exclude(source="")
    return Circumstances(
        promises=_promises(),
        paid_until={str(pk): day_of(day) for pk, day in ends if day is not None},
        objections=frozenset(map(str, objecting)),
        touches=_touches(),
        sources={str(pk): source for pk, source in sourced.values_list("pk", "source").iterator()},
    )


def _promises() -> Mapping[str, int]:
    # The last one made counts.
    found = Promise.objects.filter(kept_by__isnull=True, undone_at__isnull=True).order_by("made_at", "pk")
    return {str(pk): day_of(day) for pk, day in found.values_list("customer_id", "day")}


def _touches() -> TouchesTold:
    # What was to be a touch and reached nobody is one as well: that is known only afterwards.
    gone_out = Touch.objects.filter(direction=Direction.OUT, undone_at__isnull=True, customer__isnull=False)
    found = list(gone_out.exclude(play=Play.CHORE).values_list("customer_id", "day").iterator())
    if not found:
        return NO_TOUCHES
    ids, days = zip(*found, strict=True)
    return TouchesTold(
        customer_id=np.array(ids).astype(np.str_), day=np.array([day_of(each) for each in days], np.int32)
    )
