"""Reasons call sellers by name, can be kept as JSON, and say of a correction what it corrects."""

import json
from dataclasses import replace

from pay_words import facts_of, plans_of

from perennial.core.message import Message
from perennial.pay.lines.reckoning import lines_of
from perennial.pay.lines.writing import lines_to_write
from perennial.pictures.words import Words

EN, RU = Words("en", "EUR", year=2026), Words("ru", "RUB", year=2026)
FIRST = "A 1 Mar 1000 by H"
SHARED = f"{FIRST}; share A H 60% G 40%"


def lines_for(text, plan=""):
    facts = replace(facts_of(text), names={"F": "Inna", "G": "Vera", "H": "Maksim"})
    return lines_of(plans_of(plan), facts)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def as_plain(message):
    return {
        "text": message.text,
        "facts": {
            name: as_plain(fact) if isinstance(fact, Message) else fact
            for name, fact in message.facts.items()
        },
    }


def test_sellers_are_called_by_their_names():
    away = "owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by G; away F 6 Apr to 10 Apr cover G"
    said = {each.seller: EN.say(each.reason) for each in lines_for(away)}
    assert "you stood in for Inna" in said["G"]
    assert "goes to Vera, who stood in" in said["F"]
    left = "A 1 Mar 1000 by H unpaid; left H 3 Mar successor G; pay A 9 Mar 1000"
    assert "in place of Maksim" in EN.say(lines_for(left, "after leaving successor")[0].reason)


def test_orders_are_called_as_people_call_them():
    facts = facts_of(FIRST)
    named = replace(facts, orders=[replace(facts.orders[0], name="1053/B")])
    assert "Order 1053/B" in EN.say(lines_of(plans_of(""), named)[0].reason)


def test_every_reason_is_kept_as_json():
    for line in lines_for(f"{SHARED}; refund A 7 Apr 1000; decide 5 Apr G 40 about A", "cap 50"):
        assert json.loads(json.dumps(as_plain(line.reason)))["text"] == line.reason.text


def test_a_correction_names_the_month_and_both_sums():
    new = {each.seller: each for each in lines_to_write(lines_for(FIRST), lines_for(SHARED), {"2026-03"})}
    assert plain(EN.say(new["H"].reason)) == (
        "Correction for March 2026: €100 had been written, €60 is due. 10% of €600 paid on 1 March: the "
        "customer's first purchase; your share of the order is 60%. Order A, plan 1."
    )
    assert plain(RU.say(new["G"].reason)) == (
        "Относится к месяцу, который был уже закрыт (март 2026). 10% от 400 ₽, оплачено 1 марта: первая "
        "покупка клиента; ваша доля заказа 40%. Заказ A, схема 1."
    )
    assert all(each.correction and each.month == "2026-04" for each in new.values())


def test_what_is_no_longer_due_is_told_with_what_it_had_said():
    written = lines_for(FIRST)
    written += lines_to_write(written, lines_for(SHARED), {"2026-03"})
    (gone, back) = lines_to_write(written, (), {"2026-03"})
    assert (gone.seller, gone.amount, back.seller, back.amount) == ("H", -60, "G", -40)
    assert plain(RU.say(gone.reason)) == (
        "Поправка за март 2026: было начислено 60 ₽, теперь это не положено. Было сказано: 10% от 1 000 ₽, "
        "оплачено 1 марта: первая покупка клиента. Заказ A, схема 1."
    )


def test_in_an_open_month_a_correction_stands_beside_the_line():
    (more, less) = lines_to_write(lines_for(FIRST), lines_for(SHARED))
    assert (less.month, less.correction, less.amount) == ("2026-03", True, -40)
    assert (more.month, more.correction, more.amount) == ("2026-03", False, 40)
