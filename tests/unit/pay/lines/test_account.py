"""The odd hundredth: who gets it, and that it is told apart from pay at no rate at all."""

from decimal import Decimal

from pay_words import facts_of, plans_of

from perennial.pay.lines.reckoning import lines_of


def lines_for(text, plan=""):
    return lines_of(plans_of(plan), facts_of(text))


def test_what_lies_below_a_threshold_is_a_line_of_its_rule_at_no_rate():
    (line,) = lines_for("A 1 Mar 100 by H", "pays hunter 1 0%; threshold hunter 1000 5%")
    assert (line.rule, line.base, line.rate, line.amount) == ("percentage", 100, 0, 0)


def test_an_odd_hundredth_that_moves_to_an_untouched_part_is_a_line_for_rounding():
    happens = "A 1 Mar 0.14 course + 0.16 book by H; share A G 50% H 50%; refund A 2 Mar 0.06 book"
    lines = lines_for(happens, "pays hunter 1 10%")
    odd = [each for each in lines if each.rule == "rounding"]
    exact = sum(each.base * each.rate for each in lines)
    assert [(each.base, each.rate) for each in odd] == [(0, 0)] * len(odd)
    assert odd
    assert sum(each.amount for each in lines) == round(exact, 2) == Decimal("0.02")
