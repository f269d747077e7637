"""The board and its acts over HTTP: by pages, and by the script of the board."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from lead_samples import lead_of

from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import HandOff, Lead, LeadMove, Order, PayLine
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.write_lines import write_lines

SCRIPT = {"HTTP_X_PIPELINE": "1"}


@pytest.fixture
def hunter(client, house):
    client.force_login(house.hunter)
    return client


@pytest.fixture
def lead(house):
    return lead_of(house, days=2)


def page(client, name, *args, **asked):
    return client.get(reverse(name, args=args), asked).content.decode()


def move(client, lead, **told):
    day = timezone.localdate() + timedelta(days=1)
    fields = {"was": "meeting", "step": "offer made", "next_action": "Call", "next_on": day, **told}
    return client.post(reverse("pipeline_move", args=[lead.pk]), fields, **SCRIPT)


def test_board_shows_a_lead_in_its_step(hunter, lead):
    written = page(hunter, "pipeline")
    for part in (
        "Olga", "2 days in this step", "usual stay: not known yet", "waits for a first answer:", "offer made"
    ):  # fmt: skip
        assert part in written


def test_lead_is_added_in_one_line(hunter, house):
    fields = {"name": "Ivan", "phone": "+7 912 345-67-89", "source": "fair", "note": "Tea"}
    assert "Ivan is added." in hunter.post(reverse("pipeline_add"), fields, follow=True).content.decode()
    lead = Lead.objects.get()
    assert (lead.hunter, lead.source, lead.lead_step) == (house.hunter, "fair", "new")
    again = hunter.post(reverse("pipeline_add"), fields, follow=True).content.decode()
    assert "is on the board already" in again


def test_nobody_is_added_without_a_name_or_a_phone(hunter):
    assert "Write a name" in hunter.post(reverse("pipeline_add"), {}).content.decode()


def test_script_moves_a_lead_and_takes_the_move_back(hunter, lead):
    told = move(hunter, lead).json()
    assert told["said"] == "Olga: offer made."
    undone = hunter.post(told["undo"], {"was": told["was"]}, **SCRIPT).json()
    assert undone["said"] == "Taken back: Olga."
    lead.refresh_from_db()
    assert lead.lead_step == "meeting"
    refused = hunter.post(told["undo"], {"was": told["was"]}, **SCRIPT)
    assert refused.status_code == 409


def test_move_forward_without_a_next_action_is_asked_for_it(hunter, lead):
    answered = move(hunter, lead, next_action="")
    assert answered.status_code == 422
    assert "Say what you will do next" in answered.content.decode()
    assert not LeadMove.objects.exists()


def test_move_of_somebody_else_is_not_taken_back(hunter, client, house, lead):
    told = move(hunter, lead).json()
    client.force_login(house.head)
    answered = client.post(told["undo"], {"was": told["was"]}, **SCRIPT)
    assert answered.status_code == 409
    assert client.post(told["undo"], {"was": "forged"}, **SCRIPT).status_code == 409


def test_page_without_scripts_moves_too(hunter, lead):
    form = page(hunter, "pipeline_move", lead.pk, step="offer made")
    assert '<option value="offer made" selected>' in form
    day = timezone.localdate() + timedelta(days=1)
    fields = {"was": "meeting", "step": "offer made", "next_action": "Call", "next_on": day}
    shown = hunter.post(reverse("pipeline_move", args=[lead.pk]), fields, follow=True).content.decode()
    assert "Take back" in shown


def test_won_lead_leads_to_the_hand_off(hunter, lead):
    fields = {"amount": "900", "day": timezone.localdate(), "number": "A1"}
    told = hunter.post(reverse("pipeline_won", args=[lead.pk]), fields, **SCRIPT).json()
    assert told["at"] == reverse("pipeline_lead", args=[lead.pk])
    shown = page(hunter, "pipeline_lead", lead.pk)
    assert reverse("handoff", args=[HandOff.objects.get().pk]) in shown
    assert Order.objects.get().external_id == "A1"
    assert "Olga" not in page(hunter, "pipeline")


def win(hunter, lead):
    fields = {"amount": "900", "day": timezone.localdate(), "number": "A1"}
    return hunter.post(reverse("pipeline_won", args=[lead.pk]), fields, **SCRIPT).json()


def plainly(client, lead):
    return unescape(page(client, "pipeline_lead", lead.pk)).replace("<b>", "").replace("</b>", "")


def test_won_lead_says_what_its_order_pays_and_leads_to_the_line(hunter, house, lead):
    put_in_force(house.owner, shipped_plan(since=timezone.localdate()))
    win(hunter, lead)
    shown = plainly(hunter, lead)
    assert "This order pays you €90: 10%, the customer's first purchase; plan 1." in shown
    assert f'href="{reverse("pay_mine")}">Statement of pay' in shown
    write_lines()
    line = PayLine.objects.get()
    assert f'href="{reverse("pay_mine")}?month={line.month}#line-{line.pk}"' in plainly(hunter, lead)


def test_won_lead_whose_money_is_still_to_come_says_what_it_will_pay(hunter, client, house, lead):
    put_in_force(house.owner, shipped_plan(since=timezone.localdate()))
    win(hunter, lead)
    Order.objects.update(status="unpaid")
    assert "Once all its money has come, this order pays you €90: 10%," in plainly(hunter, lead)
    client.force_login(house.head)
    assert "Once all the money of this order has come, Hunter is paid €90: 10%," in plainly(client, lead)


def test_won_lead_says_nothing_of_pay_without_a_plan(hunter, lead):
    win(hunter, lead)
    shown = plainly(hunter, lead)
    assert "pays you" not in shown
    assert reverse("pay_mine") + '">Statement' not in shown


def test_lost_lead_is_opened_again(hunter, lead):
    told = hunter.post(reverse("pipeline_lost", args=[lead.pk]), {"reason": "price"}, **SCRIPT).json()
    assert "price" in page(hunter, "pipeline_lead", lead.pk)
    hunter.post(told["undo"], **SCRIPT)
    assert "Olga" in page(hunter, "pipeline")


def test_lead_of_somebody_else_is_not_there(client, house, lead):
    client.force_login(house.hunter2)
    for name in ("lead", "move", "won", "lost"):
        assert client.get(reverse(f"pipeline_{name}", args=[lead.pk])).status_code == 404
    for name in ("undo", "reopen"):
        assert client.post(reverse(f"pipeline_{name}", args=[lead.pk])).status_code == 404


def test_more_of_a_column(hunter, house, lead):
    written = hunter.get(
        reverse("pipeline_column"), {"of": "all", "step": "meeting", "from": "0"}
    ).content.decode()
    assert "Olga" in written
    assert hunter.get(reverse("pipeline_column"), {"step": "meeting", "from": "x"}).status_code == 404


def test_head_sees_how_soon_leads_are_answered(client, house, lead):
    Lead.objects.update(entered_at=timezone.now(), first_answer_at=timezone.now() + timedelta(minutes=20))
    client.force_login(house.head)
    written = page(client, "pipeline")
    assert "20 minutes" in written
    assert "Olga" in page(client, "pipeline", hunter=str(house.hunter.pk))
    assert "Olga" not in page(client, "pipeline", hunter="nobody")
