"""What a trial is called to people: its verdict, its play, its stages, its one sentence."""

from datetime import date

from django.utils.translation import get_language, gettext_noop, pgettext
from django.utils.translation import gettext as _

from perennial.core.message import Message
from perennial.pictures.names import STAGE_GROUPS, called
from perennial.pictures.trial.opening import followed_so_far, not_read_yet, opening_of, progress_of
from perennial.records.models import Trial
from perennial.records.models.words import Play
from perennial.records.queries.trials.library import Listed
from perennial.trial.look import Look

__all__ = ["play_called", "stage_called", "verdict_tag", "what_it_says"]

_VERDICTS = {
    "works": (gettext_noop("works"), ""),
    "does_not_work": (gettext_noop("not worth it"), "amber"),
    "cannot_tell": (gettext_noop("cannot tell"), "blue"),
    "not_by_lot": (gettext_noop("not by lot"), "red"),
}


def verdict_tag(look: Look | None) -> tuple[str, str]:
    """Give a verdict in a word or two, and the colour of its tag."""
    if look is None:
        return _("nothing to read"), "blue"
    word, colour = _VERDICTS[look.verdict]
    return _(word), colour


def play_called(play: str) -> str:
    """Name what is on trial."""
    return str(Play(play).label) if play else pgettext("on trial", "all advertising")


def stage_called(stage: str) -> str:
    """Name the customers of a stage together; empty for none."""
    return called(STAGE_GROUPS, stage, (get_language() or "en").split("-")[0]) if stage else ""


def what_it_says(listed: Listed, today: date) -> Message:
    """Give the one sentence of a trial."""
    trial, last = listed.trial, listed.last
    if last is None:
        return not_read_yet(enrolled=listed.enrolled)
    is_running = trial.state == Trial.State.RUNNING
    return opening_of(
        trial.play,
        last.look,
        is_running=is_running,
        progress=_running(listed, today)
        if is_running
        else followed_so_far(enrolled=last.look.customers, horizon=round(last.look.followed)),
    )


def _running(listed: Listed, today: date) -> Message:
    started = listed.trial.started_on or today
    return progress_of(day=(today - started).days, enrolled=listed.enrolled, needed=listed.trial.needed)
