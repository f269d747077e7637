"""Design a trial: a draft, which may be changed and removed until it starts."""

import secrets

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Trial, User
from perennial.records.operations.audit import note_act
from perennial.records.queries.trials.design import Design, TrialTerms, design_of

__all__ = ["apply_terms", "change_draft", "keep_draft", "remove_draft"]

_SEEDS = 2**31


@transaction.atomic
def keep_draft(by: User, terms: TrialTerms, question: str) -> Trial:
    """Write a trial down as a draft; its lot is fixed with it.

    Raises
    ------
    UserError
        There is no question.
    """
    trial = Trial(key=f"{terms.play or 'all'}-{secrets.token_hex(4)}", seed=secrets.randbelow(_SEEDS), by=by)
    apply_terms(trial, terms, question)
    trial.save()
    note_act(by, "trial.add", trial, play=terms.play)
    return trial


@transaction.atomic
def change_draft(by: User, trial: Trial, terms: TrialTerms, question: str) -> Trial:
    """Change a draft.

    Raises
    ------
    UserError
        It has started already, or there is no question.
    """
    now = _draft(trial)
    apply_terms(now, terms, question)
    now.save()
    note_act(by, "trial.change", now, play=terms.play)
    return now


@transaction.atomic
def remove_draft(by: User, trial: Trial) -> None:
    """Remove a draft.

    Raises
    ------
    UserError
        It has started already.
    """
    now = _draft(trial)
    note_act(by, "trial.remove", now, play=now.play)
    now.delete()


def apply_terms(trial: Trial, terms: TrialTerms, question: str) -> Design | None:
    """Set what a trial is to be, and what was reckoned of it; it is not saved."""
    if not question.strip():
        raise UserError("Say in words what the trial is to answer.")
    trial.question, trial.play = question.strip()[:300], terms.play
    trial.held_out, trial.horizon = round(terms.held_out, 2), terms.horizon
    trial.smallest_effect, trial.value_limit = terms.smallest_effect, terms.value_limit
    design = design_of(terms)
    trial.needed = 0 if design is None else design.needed.customers
    trial.weeks = None if design is None else design.weeks
    trial.holding_out_costs = None if design is None else design.costs
    return design


def _draft(trial: Trial) -> Trial:
    now = Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if now.state != Trial.State.DRAFT:
        raise UserError("This trial has started already: it cannot be changed any more.")
    return now
