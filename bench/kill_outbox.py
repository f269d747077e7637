"""Messages to a mail server on this machine, while the worker that sends them is killed again and again.

Half of the kills come when the server has taken a message and has not yet said so, half at any moment. In the
end every message has arrived; one that was being sent at a kill may have arrived twice, under one number::

    python bench/kill_outbox.py
    python bench/kill_outbox.py --messages 500 --kills 3 --seed 7
"""

import argparse
import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import time as time_of_day
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from endure_house import environment_of, free_port, wait_for
from measure import machine

__all__ = ["Outcome", "rehearse"]

_BASE = "perennial.sqlite3"
_WORKER = ("-m", "perennial", "manage", "worker", "--no-reload", "--no-startup-delay")
_LONG = 600.0
_TAKES = 0.001  # seconds that the server takes for a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it; each number of messages but the first should be as it is said there.

    Attributes
    ----------
    lost
        Never arrived: none.
    twice
        Arrived once more: at most one a kill.
    unexplained
        Of these, such as were not being sent at a kill: none.
    """

    messages: int
    kills: int
    seconds: float
    lost: int
    twice: int
    unexplained: int


@dataclass(slots=True)
class _Server:
    """Takes every message, and has the worker killed when it has taken so many."""

    moments: list[tuple[int, bool]]
    taken: list[str] = field(default_factory=list)
    kill: threading.Event = field(default_factory=threading.Event)
    killed: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        """Take a message; at a moment of death say nothing until the worker is dead."""
        del server, session
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(message_from_bytes(content)["Message-ID"])
        await asyncio.sleep(_TAKES)
        if self.moments and len(self.taken) >= self.moments[0][0]:
            _, before_the_answer = self.moments.pop(0)
            self.killed.clear()
            self.kill.set()
            if before_the_answer:
                await asyncio.to_thread(self.killed.wait, _LONG)
        return "250 taken"


def main() -> None:
    """Rehearse and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fill", action="store_true", help="only put the messages into the data folder")
    options = parser.parse_args()
    if options.fill:
        _fill(options.messages)
        return
    with tempfile.TemporaryDirectory(prefix="perennial-outbox-") as folder:
        told = rehearse(Path(folder) / "data", options.messages, options.kills, options.seed)
    print(f"{machine()}; load average {os.getloadavg()[0]:.1f}; seed {options.seed}")
    print("| messages | kills | seconds | lost | arrived twice | of these not being sent at a kill |")
    print("|---|---|---|---|---|---|")
    print(
        f"| {told.messages} | {told.kills} | {told.seconds:.0f} | {told.lost} | {told.twice} "
        f"| {told.unexplained} |"
    )


def rehearse(data_dir: Path, messages: int, kills: int, seed: int) -> Outcome:
    """Send so many messages through so many kills, spread over the whole of it."""
    rng = random.Random(seed)
    shares = [(at + rng.random()) / kills for at in range(kills)]
    moments = [(1 + int(share * (messages - 2)), turn % 2 == 0) for turn, share in enumerate(shares)]
    server = _Server(moments=moments)
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    environment = environment_of(data_dir) | {
        "PERENNIAL_EMAIL_URL": f"smtp://127.0.0.1:{controller.port}?from=crm@house.example",
        "PERENNIAL_SEND": "1",
        "PERENNIAL_URL": "https://crm.house.example",
    }
    try:
        fill = [sys.executable, __file__, "--fill", "--messages", str(messages)]
        subprocess.run(fill, env=environment, check=True)
        return _sent(data_dir, server, environment, rng)
    finally:
        controller.stop()


def _sent(data_dir: Path, server: _Server, environment: dict[str, str], rng: random.Random) -> Outcome:
    """Have all of it sent, the worker killed at each of the server's moments."""
    numbers = {number for (number,) in _rows(data_dir, "SELECT message_id FROM records_outboxmessage")}
    kills, in_flight, begin = len(server.moments), set[str](), time.monotonic()
    worker = _start(environment)
    for turn in range(kills):
        server.kill.wait(_LONG)
        server.kill.clear()
        if turn % 2:
            time.sleep(rng.uniform(0.0, 0.2))
        worker.kill()
        worker.wait()
        asked = "SELECT message_id FROM records_outboxmessage WHERE state = 'sending'"
        in_flight |= {number for (number,) in _rows(data_dir, asked)}
        server.killed.set()
        worker = _start(environment)
    left = "SELECT count(*) FROM records_outboxmessage WHERE state <> 'sent'"
    wait_for(lambda: _rows(data_dir, left)[0][0] == 0, at_most=6 * _LONG)
    seconds = time.monotonic() - begin
    worker.terminate()
    worker.wait()
    taken = Counter(server.taken)
    twice = {number for number, times in taken.items() if times > 1}
    return Outcome(
        messages=len(numbers),
        kills=kills,
        seconds=seconds,
        lost=len(numbers - taken.keys()),
        twice=sum(taken.values()) - len(taken),
        unexplained=len(twice - in_flight) + len(taken.keys() - numbers),
    )


def _start(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, *_WORKER], env=environment, stderr=subprocess.DEVNULL)


def _rows(data_dir: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data_dir / _BASE, timeout=60)) as base:
        return base.execute(question).fetchall()


def _fill(messages: int) -> None:
    """Put messages into an empty data folder: every second one is advertising, to who agreed to it."""
    from perennial.cli.django_start import start_django  # noqa: PLC0415 - only here

    start_django()
    from perennial.cli.preparing import prepare  # noqa: PLC0415 - once Django is set up
    from perennial.records.models import Business, Consent, Customer, OutboxMessage  # noqa: PLC0415
    from perennial.records.operations.outbox.way_out import hash_of_way_out  # noqa: PLC0415

    prepare(lambda _: None)
    awake = {"quiet_from": time_of_day(0), "quiet_until": time_of_day(0)}  # whenever it is run
    Business.objects.update_or_create(id=1, defaults={"name": "House", "sending": True, **awake})
    people = Customer.objects.bulk_create([Customer(name=f"Customer {each}") for each in range(100)])
    Consent.objects.bulk_create(
        [Consent(customer=each, channel="mail", purpose="advertising", given=True) for each in people]
    )
    numbers = [f"<{each}@house.example>" for each in range(messages)]
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                customer=people[place % len(people)],
                purpose="advertising" if place % 2 else "service",
                address=f"reader-{place}@shop.example",
                subject=f"Message {place}",
                text="There is news.\n",
                html="<p>There is news.</p>",
                message_id=number,
                unsubscribe_hash=hash_of_way_out(number) if place % 2 else None,
            )
            for place, number in enumerate(numbers)
        ],
        batch_size=1000,
    )


if __name__ == "__main__":
    main()
