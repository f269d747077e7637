"""The example of docs/pay.md is what the code says, line by line."""

from dataclasses import replace
from pathlib import Path

from pay_words import facts_of, plans_of

from perennial.pay.lines.reckoning import lines_of
from perennial.pay.lines.writing import lines_to_write
from perennial.pictures.words import Words

PAGE = Path(__file__).parents[4] / "docs" / "pay.md"
EN = Words("en", "EUR", year=2026)
HAPPENED = (
    "A 3 Mar 40000 by H unpaid; pay A 3 Mar 20000; pay A 20 Mar 20000; "
    "handoff 20 Mar H to F until 18 Jun gap 30; B 12 Apr 15000 by F; refund B 5 May 3000; C 10 May 20000 by F"
)
NAMES = {"F": "Inna", "G": "Vera", "H": "Maksim"}


def rows(lines):
    return [
        f"| {NAMES[each.seller]} | {EN.fact(each.month, 'month')} | {EN.fact(each.amount, 'money_exact')} | "
        f"{EN.say(each.reason)} |"
        for each in lines
    ]


def test_the_page_shows_the_lines_of_its_example_and_the_corrections_after_closing():
    plans, page = plans_of("shipped"), PAGE.read_text("utf-8")
    known = replace(facts_of(HAPPENED), names=NAMES)
    shared = replace(facts_of(f"{HAPPENED}; share A H 80% G 20%"), names=NAMES)
    written = lines_to_write((), lines_of(plans, known))
    later = lines_to_write(written, lines_of(plans, shared), {"2026-03"})
    assert len(written) == 8
    assert [row for row in rows(written) if row not in page] == []
    assert [row for row in rows(later) if row not in page] == []
