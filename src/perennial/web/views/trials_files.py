"""Who is in which group, as a file that the command line reads."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from perennial.flows.draw_trial import ARMS_COLUMNS
from perennial.flows.plan_file import harmless
from perennial.records.models import Trial
from perennial.records.operations.audit import note_act
from perennial.records.queries.trials.lots import rows_of_arms
from perennial.web.access import needs, record_or_404

__all__ = ["arms"]


@needs("trials")
@require_safe
def arms(request: HttpRequest, pk: int) -> Any:
    """Stream the lots; customers stand by their numbers, never by name."""
    trial: Trial = record_or_404(request, Trial, pk, "trials")
    note_act(request.user, "trial.export", trial)
    response = StreamingHttpResponse(_lines(trial), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="arms-{trial.key}.csv"'
    return response


def _lines(trial: Trial) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(ARMS_COLUMNS)
    for row in rows_of_arms(trial):
        yield writer.writerow([harmless(each) if isinstance(each, str) else each for each in row])


class _Echo:
    """Gives each line back instead of writing it."""

    def write(self, line: str) -> str:
        return line
