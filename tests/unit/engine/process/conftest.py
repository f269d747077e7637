import pytest

from perennial.store.memory.events import EventRow, open_events


@pytest.fixture
def map_of():
    """Make the map of cases written as words: ``map_of("a b c", "a c")``; a day between two events."""
    from datetime import datetime, timedelta

    def made(*cases, days=1):
        rows = []
        for number, case in enumerate(cases):
            for place, step in enumerate(case.split()):
                moment = datetime.fromisoformat("2026-01-01") + timedelta(days=place * days)
                rows.append(
                    EventRow(
                        row=len(rows) + 2,
                        case_id=f"{number:04d}",
                        activity=step.replace("_", " "),
                        moment=moment,
                    )
                )
        return open_events(rows).process_map()

    return made
