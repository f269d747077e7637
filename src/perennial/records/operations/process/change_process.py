"""Draw a process, change it, bring an old drawing back, and take it away; no drawing is ever lost."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.engine.process.drawing import Drawing, drawing_json
from perennial.records.models import Process, ProcessVersion, Product, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.process.read_process import ask_for_process

__all__ = ["ChangedMeanwhileError", "bring_back", "change_process", "draw_process", "remove_process"]

_MOST_STEPS, _MOST_ARROWS = 60, 240
_LONGEST = 120


class ChangedMeanwhileError(UserError):
    """Somebody else changed the process since it was opened; both drawings are there."""


@transaction.atomic
def draw_process(by: User, *, name: str, product: Product | None, drawing: Drawing) -> Process:
    """Begin a process of a product, or of all products that have none.

    Raises
    ------
    UserError
        There is one already, or the drawing is too large.
    """
    _fits(drawing)
    if Process.objects.filter(product=product).exists():
        raise UserError("This process has been drawn already; open it to change it.")
    process = Process.objects.create(name=name, product=product, drawing=drawing_json(drawing), changed_by=by)
    _keep(process, by)
    note_act(by, "process", process, number=process.version)
    ask_for_process()
    return process


@transaction.atomic
def change_process(by: User, process: Process, *, name: str, drawing: Drawing, version: int) -> Process:
    """Save a drawing; one that is as it was makes no new version.

    Parameters
    ----------
    version
        Of the process when the drawing was opened.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else has saved another one since.
    UserError
        The drawing is too large.
    """
    _fits(drawing)
    held = Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    said = drawing_json(drawing)
    if held.drawing == said and held.name == name:
        return held
    if held.version != version:
        raise ChangedMeanwhileError("Somebody else changed this process meanwhile.")
    return _save(by, held, name=name, drawing=said, act="process")


@transaction.atomic
def bring_back(by: User, process: Process, number: int) -> Process:
    """Make an old drawing the present one; that of now stays among the versions.

    Raises
    ------
    UserError
        There is no such version.
    """
    held = Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    old = ProcessVersion.objects.filter(process=held, number=number).first()
    if old is None:
        raise UserError("There is no such version of this process.")
    if held.drawing == old.drawing:
        return held
    return _save(by, held, name=held.name, drawing=old.drawing, act="process.back")


@transaction.atomic
def remove_process(by: User, process: Process) -> None:
    """Take a drawn process away, with its versions; what happened stays in the records."""
    note_act(by, "process.remove", process, number=process.version)
    process.delete()
    ask_for_process()


def _save(by: User, process: Process, *, name: str, drawing: Any, act: str) -> Process:
    process.name, process.drawing = name, drawing
    process.version += 1
    process.changed_at, process.changed_by = timezone.now(), by
    process.save()
    _keep(process, by)
    if act == "process":
        note_act(by, "process", process, number=process.version)
    else:
        note_act(by, "process.back", process, number=process.version)
    return process


def _keep(process: Process, by: User) -> None:
    ProcessVersion.objects.create(
        process=process, number=process.version, drawing=process.drawing, at=process.changed_at, by=by
    )


def _fits(drawing: Drawing) -> None:
    if len(drawing.nodes) > _MOST_STEPS or len(drawing.edges) > _MOST_ARROWS:
        raise UserError(
            "A process has room for {steps:steps} and {arrows:number} arrows; this one has more.",
            steps=_MOST_STEPS,
            arrows=_MOST_ARROWS,
        )
    for node in drawing.nodes:
        if max(len(node.id), len(node.label)) > _LONGEST:
            raise UserError("The name of a step is longer than {most:number} characters.", most=_LONGEST)
