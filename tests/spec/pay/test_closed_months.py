"""Closed months: what is learnt later goes to the first open month, and names the month it belongs to.

What is known is written and the months named are closed; then more is learnt ("without A" takes an order
away) and written. Only what the second writing adds is shown. The plan doubles the hunter's rate above 1500.
"""

import pytest
from pay_words import facts_of, plans_of, rows_of, told

from perennial.pay.lines.reckoning import lines_of
from perennial.pay.lines.writing import lines_to_write

TABLE = """
| case | known | closed | learnt later | written then | by hand |
|---|---|---|---|---|---|
| nothing new | A 1 Mar 1000 by H | Mar | | | it is all there |
| a refund of April | A 1 Mar 1000 by H | Mar | refund A 7 Apr 300 | H Apr -30.00 | April's own, no correction |
| a refund of March, learnt in April | A 1 Mar 1000 by H | Mar | refund A 20 Mar 300 | H Apr -30.00 of Mar | 10% of 300 back |
| a payment of March, learnt in April | A 1 Mar 1000 by H unpaid; pay A 5 Mar 400 | Mar | pay A 20 Mar 600 | H Apr 60.00 of Mar | 10% of 600 |
| two months closed | A 1 Mar 1000 by H | Mar, Apr | refund A 20 Mar 300 | H May -30.00 of Mar | May is the first open month |
| an earlier month opened again | A 1 Mar 1000 by H | Apr | refund A 20 Mar 300 | H Mar -30.00 | March is open |
| dispute settled by shares | A 1 Mar 1000 by H | Mar | share A H 60% G 40% | H Apr -40.00 of Mar; G Apr 40.00 of Mar | 60 instead of 100, and 40 |
| dispute settled with a sum | A 1 Mar 1000 by H | Mar | decide 5 Apr G 40 about A | G Apr 40.00 | a decision of April |
| dispute settled in an open month | A 1 Mar 1000 by H | | share A H 60% G 40% | H Mar -40.00; G Mar 40.00 | the line stays, the difference is added |
| hand-off entered late | owner 1 Jan H; A 1 Jan 1000 by H; B 10 Mar 500 by H | Jan, Mar | handoff 1 Mar H to F until 31 May | H Apr -25.00 of Mar; F Apr 25.00 of Mar; H Apr 10.00 of Mar | 5% passes to the farmer, 2% besides |
| absence entered late | owner 1 Jan F; A 1 Jan 1000 by H; B 10 Mar 500 by F | Jan, Mar | away F 9 Mar to 12 Mar cover G | F Apr -12.50 of Mar; G Apr 12.50 of Mar | half each |
| order withdrawn | A 1 Mar 1000 by H; B 2 Mar 100 of d by H | Mar | without A | H Apr -100.00 of Mar | as if it had never been |
| an older first order turns up | owner 1 Jan F; B 10 Mar 500 by H | Mar | A 1 Feb 1000 by H | H Feb 100.00; H Apr -50.00 of Mar; F Apr 25.00 of Mar | B is the second: 5% to the owner; February was never closed |
| a late order lifts others above the threshold | A 10 Mar 1000 by H; B 20 Mar 1000 of d by H | Mar | C 5 Mar 500 of e by H | H Apr 50.00 of Mar; H Apr -50.00 of Mar; H Apr 100.00 of Mar | C at 10%; all of B is above 1500 now: 500 at 20%, not 10% |
"""  # noqa: E501 - a table is read across

ROWS = [[cell.strip() for cell in row.strip("|").split("|")] for row in TABLE.strip().splitlines()[2:]]


@pytest.mark.parametrize(
    ("known", "closed", "learnt", "expected"), [pytest.param(*case[1:5], id=case[0]) for case in ROWS]
)
def test_what_is_learnt_later_is_written_as_worked_out_by_hand(known, closed, learnt, expected):
    plans = plans_of("threshold hunter 1500 x2")
    months = {_month(each) for each in filter(None, closed.split(", "))}
    written = lines_to_write((), lines_of(plans, facts_of(known)))
    should = lines_of(plans, facts_of(_after(known, learnt)))
    new = lines_to_write(written, should, months)
    assert told(new) == rows_of(expected)
    assert lines_to_write((*written, *new), should, months) == ()


def _after(known, learnt):
    if not learnt.startswith("without "):
        return f"{known}; {learnt}"
    return "; ".join(each for each in known.split("; ") if not each.startswith(learnt[-1]))


def _month(name):
    return "2026-" + {"Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04"}[name]
