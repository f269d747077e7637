"""Bring a file in through the pages of importing, as a person does whom nothing discourages."""

import hashlib
import http.client
from collections.abc import Callable
from functools import partial

from endure_house import House, wait_for
from endure_visit import Answer, Visitor, form_in

__all__ = ["begin_import", "import_of", "persist"]


def begin_import(house: House, owner: Visitor, name: str, content: bytes, kind: str) -> None:
    """Upload a file, look at its columns, begin; whoever is interrupted looks how it stands, and goes on."""
    while (found := import_of(house, content)) is None:
        persist(partial(owner.upload, "/imports/new/", name, content))
    while found is not None and found[1] == "uploaded":
        page = f"/imports/{found[0]}/columns/"
        fields = form_in(persist(partial(owner.get, page)).text, "reading")
        said = [each for each in fields if each[0] not in {"basis", "kind"}]
        said += [("kind", kind), ("basis", "contract"), ("begin", "1")]
        persist(partial(owner.post, page, said))
        found = import_of(house, content)


def import_of(house: House, content: bytes) -> tuple[int, str] | None:
    """Give number and state of the last import of a file."""
    digest = hashlib.sha256(content).hexdigest()
    found = house.rows(
        "SELECT id, state FROM records_import WHERE digest = ? ORDER BY id DESC LIMIT 1", digest
    )
    return (found[0][0], found[0][1]) if found else None


def persist(act: Callable[[], Answer]) -> Answer:
    """Try again, as people do, until somebody answers.

    Raises
    ------
    RuntimeError
        The answer is that something went wrong.
    """

    def tried() -> Answer | None:
        try:
            answer = act()
        except (OSError, http.client.HTTPException):
            return None
        if answer.status in {503, 507}:  # people read that they are to try again
            return None
        if answer.status >= 500:
            raise RuntimeError(f"{answer.status} {answer.text[:300]}")
        return answer

    return wait_for(tried)
