"""A seller at work: opens Today, logs touches of its lines and with other customers, looks at pages."""

import http.client
import random
import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Event

from endure_visit import Answer, Fields, Visitor

__all__ = ["Act", "Seller"]

_LINE = re.compile(r'<li class="line[ "][^>]*>')
_CUSTOMER = re.compile(r'href="/customers/(\d+)/"')
_BEGIN = ("/today/", "/customers/", "/customers/?who=leads")
_PAGES = (*_BEGIN, "/handoffs/", "/weeks/")
_KNOWN = 150
_AGAIN = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One request: what it was, when it began, how long it took, what came of it, and how it failed."""

    what: str
    begun: float
    seconds: float
    status: int
    failure: str = ""


class Seller:
    """Works until told to stop; every touch carries its key in its text, so that it is known again.

    Parameters
    ----------
    pause
        Seconds between two acts, on average.
    """

    def __init__(self, visitor: Visitor, *, name: str, seed: int, pause: float) -> None:
        self.visitor, self.name, self.pause = visitor, name, pause
        self.acts: list[Act] = []
        self.logged: list[str] = []
        self.promised: list[str] = []
        self.sent: list[str] = []
        self.again = 0
        self._random = random.Random(seed)
        self._lines: list[Fields] = []
        self._customers: list[str] = []

    def work(self, done: Event) -> None:
        """Do one thing after another."""
        for page in _BEGIN:
            self._look(page)
        while not done.is_set():
            chance = self._random.random()
            if chance < 0.15:
                self._look(self._random.choice(_PAGES))
            elif chance < 0.2 and self._customers:
                self._ask(f"/customers/{self._random.choice(self._customers)}/")
            else:
                self._log(self._touch())
            done.wait(self._random.uniform(0.5, 1.5) * self.pause)

    def _look(self, page: str) -> None:
        answer = self._ask(page)
        if answer is not None and page == "/today/":
            self._lines = _lines_in(answer.text)
        if answer is not None and page.startswith("/customers/"):
            found = dict.fromkeys([*_CUSTOMER.findall(answer.text), *self._customers])
            self._customers = list(found)[:_KNOWN]

    def _touch(self) -> Fields:
        """Choose a line of Today, a customer of one's own, or a chore."""
        chance = self._random.random()
        if self._lines and chance < 0.7:
            whom = self._lines.pop(self._random.randrange(len(self._lines)))
        elif self._customers and chance < 0.95:
            whom = [("customer", self._random.choice(self._customers))]
        else:
            whom = [("play", "chore")]
        return [*whom, *self._outcome(is_chore=whom == [("play", "chore")])]

    def _outcome(self, *, is_chore: bool) -> Fields:
        if is_chore:
            return [("outcome", "none"), ("minutes", "15")]
        outcome = self._random.choice(["reached"] * 4 + ["no_answer"] * 3 + ["promised", "refused"])
        if outcome == "promised":
            day = date.today() + timedelta(days=self._random.randint(1, 20))  # noqa: DTZ011
            return [("outcome", outcome), ("promise_day", day.isoformat())]
        lost = [("lost_reason", "price")] if outcome == "refused" else []
        return [("outcome", outcome), *lost, ("minutes", str(self._random.randint(1, 9)))]

    def _log(self, fields: Fields) -> None:
        """Log a touch; now and then it is sent twice, after the answer or at the same moment."""
        key = str(uuid.uuid4())
        self.sent.append(key)
        sending = [("key", key), ("text", f"rehearsal {key}"), *fields]
        chance, answers = self._random.random(), list[Answer | None]()
        if chance < _AGAIN / 2:
            with ThreadPoolExecutor(2) as pool:
                answers = list(pool.map(self._send, [sending, sending]))
        else:
            answers = [self._send(sending)]
        if _AGAIN / 2 <= chance < _AGAIN:
            answers.append(self._send(sending))
        self._note(key, fields, answers)

    def _note(self, key: str, fields: Fields, answers: list[Answer | None]) -> None:
        told = [answer for answer in answers if answer is not None and answer.status == 200]
        if not told:
            gone = [value for name, value in fields if name == "customer"]
            self._customers = [each for each in self._customers if each not in gone]
            return
        self.logged.append(key)
        self.again += len(told) > 1
        if ("outcome", "promised") in fields:
            self.promised.append(key)
        self._lines = _lines_in(told[-1].said["html"])

    def _send(self, fields: Fields) -> Answer | None:
        return self._ask("/today/log/", fields)

    def _ask(self, path: str, fields: Fields | None = None) -> Answer | None:
        what = f"{'GET' if fields is None else 'POST'} {re.sub(r'[0-9]+', 'n', path)}"
        begun = time.perf_counter()
        try:
            if fields is None:
                answer = self.visitor.get(path)
            else:
                answer = self.visitor.post(path, fields, by_script=True)
        except (OSError, http.client.HTTPException) as error:
            self._done(what, begun, 0, f"{what}: {type(error).__name__}")
            return None
        # 404 and 409: the line has gone meanwhile, as an order came or the plan changed.
        is_known = answer.status in {200, 404, 409}
        self._done(
            what, begun, answer.status, "" if is_known else f"{what}: {answer.status} {answer.text[:200]}"
        )
        return answer if is_known else None

    def _done(self, what: str, begun: float, status: int, failure: str) -> None:
        seconds = time.perf_counter() - begun
        self.acts.append(Act(what=what, begun=begun, seconds=seconds, status=status, failure=failure))


def _lines_in(page: str) -> list[Fields]:
    """Give what the script of Today would send of each line."""
    found = []
    for tag in _LINE.findall(page):
        told = dict(re.findall(r'data-(planned|customer|play)="([^"]*)"', tag))
        found.append(list(told.items()))
    return found
