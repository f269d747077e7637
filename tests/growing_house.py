"""A house in which every page has something to show, and three times as much when it has grown."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth.models import Group
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from trial_samples import read_trial

from perennial.core.days import day_of
from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import (
    Absence,
    AuditEntry,
    Business,
    CalendarEvent,
    Consent,
    ConsentText,
    Contact,
    Customer,
    Department,
    Erasure,
    ExternalId,
    ForecastChange,
    Given,
    HandOff,
    Import,
    Invitation,
    Lead,
    LeadForm,
    LeadMove,
    LeaveReason,
    Merge,
    Mistake,
    Note,
    Notice,
    Offer,
    Order,
    OrderLine,
    OutboxMessage,
    OwnerChange,
    PayDispute,
    PayLine,
    PlannedTouch,
    Product,
    Promise,
    RefreshRun,
    SavedView,
    SellerWeek,
    Tag,
    Touch,
    Trial,
    TrialLook,
    TrialLot,
    User,
)
from perennial.records.operations.import_file import start_import
from perennial.records.operations.index_search import reindex
from perennial.records.operations.issue_token import issue_token
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.outbox.way_out import hash_of_way_out
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.share_order import add_payment
from perennial.records.operations.pay.write_lines import write_lines
from perennial.records.operations.process.change_process import draw_process
from perennial.records.operations.secrets_of_links import hash_of_secret
from perennial.simulate.process_templates import BY_KEY, drawing_of
from perennial.simulate.trial import TrialLaw
from perennial.trial.look import Look
from perennial.trial.look_json import look_to_json
from perennial.trial.reading import reading_of

__all__ = ["INVITED", "LEAD_FORM", "GrowingHouse"]

INVITED = "the secret of a link"
LEAD_FORM = "the-secret-of-a-form"
_SAID = {"text": "The forecasts are made.", "facts": {}}


class GrowingHouse:
    """Rows of every kind: some around one customer whose page is looked at, some apart from it."""

    def __init__(self, house):
        self.house, self.rows = house, 0
        self.today = timezone.localdate()
        Business.objects.update(drift_confirmed_at=timezone.now(), calls_connected=True)
        self.product = Product.objects.create(name="Coffee")
        self.event = self._event(0)
        put_in_force(house.owner, shipped_plan(since=self.today - timedelta(days=400)))
        self.main = self._bought("Main")
        self.order = self.main.orders.order_by("-day")[0]
        self.twin = self._bought("Twin of Main")
        self.handoff = self._handoff(self._bought("Handed"))
        self.given = self._planned(self._bought("Given"), house.hunter)
        self.lead = self._lead("Asks", house.hunter)
        self.won = self._won()
        LeadForm.objects.create(secret=LEAD_FORM)
        self.letter = self._letter(self.main)
        self.offer = self._offer("Cake")
        self.file = self._file()
        self.import_done = self._import()
        self.process = self._process()
        self.trial = self._trial("offer", "running")
        self.drafted = self._trial("remind", "draft")
        self.erasure = self._erasure()
        self._person("invited")
        Invitation.objects.create(
            email="new@example.org",
            role="farmer",
            token_hash=hash_of_secret(INVITED),
            expires_at=timezone.now() + timedelta(days=7),
        )
        house.owner.is_staff = house.owner.is_superuser = True
        house.owner.save()

    def grow(self, rows):
        """Add so many rows of every kind."""
        for _ in range(rows):
            self.rows += 1
            self._people()
            self._around(self.main)
            other = self._bought(f"Other {self.rows}", stage="leaving")
            self._around(other)
            self._waiting()
            self._given()
            self._books()
            self._trials()
            self._back_office()
        reindex()
        write_lines()
        self._pay()

    def _pay(self):
        for line in PayLine.objects.filter(disputes__isnull=True)[:3]:
            PayDispute.objects.create(line=line, text="Too little", by=line.seller)
        for key in range(3):
            add_payment(None, self.order, 1, self.today, external_id=f"{self.rows}-{key}")

    def _bought(self, name, **fields):
        house, days = self.house, [self.today - timedelta(days=ago) for ago in (160, 120, 90, 55, 20)]
        customer = house.customer(
            name,
            owner=house.farmer,
            hunter=house.hunter,
            product=self.product,
            protected_until=self.today + timedelta(days=30),
            tax_id="7707083893",
            **fields,
        )
        for day in days:
            order = Order.objects.create(
                customer=customer,
                external_id=f"o{customer.pk}-{day}",
                ordered_at=datetime.combine(day, time(12), UTC),
                day=day,
                amount=100,
                product=self.product,
                seller=house.farmer,
            )
            OrderLine.objects.create(order=order, product=self.product, name="Beans", amount=100)
        mark_dirty(days)
        Contact.objects.create(
            customer=customer, kind="phone", value=f"+7 912 {customer.pk:07d}", normal="+79123456789"
        )
        ExternalId.objects.create(customer=customer, value=f"x{customer.pk}")
        return customer

    def _around(self, whose):
        house, n = self.house, f"{self.rows}-{whose.pk}"
        whose.tags.add(Tag.objects.get_or_create(name=f"tag {self.rows}")[0])
        Contact.objects.create(customer=whose, kind="email", value=f"{n}@x.org", normal=f"{n}@x.org")
        ExternalId.objects.create(customer=whose, value=f"y{n}")
        touch = Touch.objects.create(
            customer=whose, seller=house.farmer, play="remind", outcome="promised", minutes=5, text="Busy"
        )
        Touch.objects.create(seller=house.farmer, play="chore", minutes=5)
        Promise.objects.create(customer=whose, touch=touch, day=self.today, made_by=house.farmer)
        Note.objects.create(customer=whose, author=house.farmer, text="Tea, not coffee")
        Mistake.objects.create(customer=whose, by=house.farmer, text="Late")
        LeaveReason.objects.create(customer=whose, by=house.farmer, reason="price", undone_at=timezone.now())
        OwnerChange.objects.create(customer=whose, old=house.hunter, new=house.farmer, by=house.head)
        ForecastChange.objects.create(customer=whose, as_of=self.today, cause="order", new=self.today)
        for channel in ("call", "message", "mail"):
            Consent.objects.get_or_create(
                customer=whose, channel=channel, purpose="service", defaults={"given": True}
            )
        self._letter(whose)
        whose.merged.add(house.customer(f"Merged {n}"))
        Merge.objects.create(kept=whose, other=whose.merged.order_by("-pk")[0], by=house.owner)
        if whose != self.main:
            self._planned(whose, house.farmer, made_by=touch)
        whose.save()  # another row of history

    def _waiting(self):
        house = self.house
        for farmer in (house.farmer, None):
            self._handoff(self._bought(f"Handed {self.rows} {farmer}"), farmer=farmer)
        for hunter in (house.hunter, house.hunter2):
            self._lead(f"Lead {self.rows} {hunter}", hunter)
        for lead in (self.lead, self.won):
            LeadMove.objects.create(lead=lead, step="call", by=house.hunter)

    def _lead(self, name, hunter):
        someone = self.house.customer(name, owner=hunter, hunter=hunter)
        Contact.objects.create(customer=someone, kind="phone", value=f"+7 900 {someone.pk:07d}")
        return Lead.objects.create(customer=someone, hunter=hunter, lead_step="call", product=self.product)

    def _letter(self, whose):
        number = f"<{OutboxMessage.objects.count()}@grown.example>"
        told = {"message_id": number, "unsubscribe_hash": hash_of_way_out(number)}
        return OutboxMessage.objects.create(
            customer=whose, purpose="advertising", address="a@x.org", subject="News", text="News", **told
        )

    def _offer(self, name):
        return Offer.objects.create(name=name, kind="gift", cost=5, margin_share=0.1, stock=9, most_a_year=99)

    def _given(self):
        house = self.house
        told = {"by": house.farmer, "cost": 5, "day": self.today - timedelta(days=60), "used_by": self.order}
        for offer in (self.offer, self._offer(f"Cake {self.rows}")):
            Given.objects.create(offer=offer, customer=self.main, **told)
        line = PlannedTouch.objects.filter(seller=house.farmer, gift=None).latest("pk")
        PlannedTouch.objects.filter(pk=line.pk).update(gift=self.offer, approval="asked")

    def _won(self):
        told = {"customer": self.main, "hunter": self.house.hunter, "won_order": self.order}
        return Lead.objects.create(**told, closed_at=timezone.now())

    def _handoff(self, customer, farmer=None):
        farmer = farmer or self.house.farmer2
        return HandOff.objects.create(
            customer=customer, hunter=self.house.hunter, farmer=farmer, state="offered", note="Likes tea"
        )

    def _planned(self, customer, seller, **fields):
        return PlannedTouch.objects.create(
            customer=customer,
            seller=seller,
            play="remind",
            day=self.today,
            reason={
                "text": "One purchase on {first:date}, none since: time for a second.",
                "facts": {"first": day_of(self.today) - 40},
            },
            expected_gain=10.0,
            **fields,
        )

    def _person(self, name, role="farmer", department=None):
        return User.objects.create_user(
            f"{name}@grown.example", None, name=name.capitalize(), role=role, department=department
        )

    def _event(self, number):
        return CalendarEvent.objects.create(
            name=f"Fair {number}", first_day=self.today, last_day=self.today, created_by=self.house.owner
        )

    def _people(self):
        house, n = self.house, self.rows
        self._event(n)
        department = Department.objects.create(name=f"Team {n}", kind="existing", head=house.head)
        product = Product.objects.create(name=f"Product {n}")
        for role in ("hunter", "farmer"):
            person = self._person(f"{role}-{n}", role, department if role == "farmer" else house.hunters)
            person.products.add(product)
            Absence.objects.create(
                user=person, first_day=self.today, last_day=self.today, cover=house.people[role]
            )
            house.customer(f"Of {person}", owner=person, product=product)
        Invitation.objects.create(
            email=f"{n}@example.org",
            role="farmer",
            department=department,
            token_hash=f"hash {n}",
            invited_by=house.owner,
            expires_at=timezone.now() + timedelta(days=7),
        )

    def _books(self):
        house, n = self.house, self.rows
        # Not the week that ended yesterday: on a Monday its seller has not been able to open it yet.
        monday = self.today - timedelta(days=self.today.weekday(), weeks=n + 1)
        for person in house.people.values():
            Notice.objects.create(user=person, message=_SAID)
            SavedView.objects.create(user=person, name=f"View {n}", query="stage=leaving", shared=n % 2)
        for seller in User.objects.filter(role__in=["hunter", "farmer"]):
            SellerWeek.objects.create(seller=seller, week=monday, alarm=n % 2, reading=self._reading(monday))
        for act, model in (("customer.change", "customer"), ("user.change", "user"), ("refresh", "")):
            AuditEntry.objects.create(actor=house.owner, act=act, model=model, object_id=self.main.pk)
        issue_token(user=house.owner, name=f"Token {n}", scopes=["read"])
        RefreshRun.objects.create(state="done", as_of=self.today, by=house.owner)
        ConsentText.objects.create(version=n, text_en="May we?", by=house.owner)
        self._file()
        self._import()
        self._erasure()

    def _reading(self, monday):
        return {
            "measured_on": day_of(monday) + 7,
            "cause": None,
            "reason": _SAID,
            "measures": [],
            "lines": {},
        }

    def _file(self):
        rows = "customer_id,date,amount\nA1,2026-01-05,10\nA2,2026-02-07,20\n"
        return start_import([rows.encode()], f"orders {self.rows}.csv", by=self.house.owner)

    def _import(self):
        return Import.objects.create(file_name="orders.csv", state="done", rows=3, by=self.house.owner)

    def _trials(self):
        day = self.today - timedelta(days=self.rows)
        TrialLook.objects.create(trial=self.trial, day=day, said=self.said)
        for play, state in (("thank", "finished"), ("window", "draft")):
            self._trial(play, state)
        busy = TrialLot.objects.values("customer")
        for arm in ("control", "treatment"):
            whom = Customer.objects.exclude(pk__in=busy).order_by("-pk")[0]
            TrialLot.objects.create(
                trial=self.trial, customer=whom, lot_key=whom.pk, arm=arm,
                assigned_on=day, until=self.today + timedelta(days=9),
            )  # fmt: skip
            ForecastChange.objects.create(
                customer=whom, as_of=self.today, cause="order", old=day, new=self.today
            )

    def _trial(self, play, state):
        before, followed, _ = read_trial(60, TrialLaw(horizon=60))
        look = Look(
            horizon=60, followed=60.0, reading=reading_of(before, followed), sample_ratio_p=0.5, swapped=0,
            smallest_effect=0.2, verdict="cannot_tell", needed_customers=900,
        )  # fmt: skip
        self.said = look_to_json(look)
        over = state == "finished"
        return Trial.objects.create(
            key=f"{play}-{Trial.objects.count()}", question="Does it pay?", play=play, state=state,
            held_out=0.5, horizon=60, started_on=self.today - timedelta(days=60), by=self.house.owner,
            ended_on=self.today if over else None, result=self.said if over else {},
        )  # fmt: skip

    def _process(self):
        drawing = drawing_of(BY_KEY["meetings"], "en")
        return draw_process(self.house.owner, name="All", product=None, drawing=drawing)

    def _erasure(self):
        number = Erasure.objects.count() + 1
        AuditEntry.objects.create(
            actor=self.house.owner, act="customer.erase", object_id=number, facts={"number": 1}
        )
        return Erasure.objects.create(
            number=number, customer_id_was=number, destroyed={"notes": 2}, by=self.house.owner
        )

    def _back_office(self):
        n = self.rows
        Group.objects.create(name=f"Group {n}")
        person = self._person(f"office-{n}", "analyst")
        EmailAddress.objects.create(user=person, email=person.email)
        Authenticator.objects.create(user=person, type="totp", data={})
        app = SocialApp.objects.create(provider="openid_connect", provider_id=f"p{n}", name=f"App {n}")
        account = SocialAccount.objects.create(user=person, provider=f"p{n}", uid=str(n))
        if n == 1:  # no house keeps tokens of other sign-ins, so that their list does not grow
            SocialToken.objects.create(app=app, account=account, token="told to nobody")
        DBTaskResult.objects.create(
            task_path="perennial.records.operations.refresh.run_refresh",
            backend_name="default",
            queue_name="default",
            args_kwargs={"args": [n], "kwargs": {}},
            run_after=get_date_max(),
            exception_class_path="",
            traceback="",
            id=uuid4(),
        )
