from datetime import date, timedelta

import pytest
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import ApiToken, AuditEntry, Business, Department, Invitation, User
from perennial.records.operations.accept_invitation import accept_invitation, open_invitation
from perennial.records.operations.add_absence import add_absence, remove_absence
from perennial.records.operations.change_department import remove_department, save_department
from perennial.records.operations.change_person import change_person
from perennial.records.operations.change_product import save_product
from perennial.records.operations.invite import invite, take_back_invitation
from perennial.records.operations.issue_token import issue_token, revoke_token
from perennial.records.operations.make_first_account import make_first_account
from perennial.records.operations.secrets_of_links import hash_of_secret

NORD = {"name": "Nord", "language": "ru", "currency": "RUB", "time_zone": "Europe/Moscow"}


def first(**changed):
    told = {"name": "Anna", "email": "Anna@Example.org", "password": "three odd words", "business": NORD}
    return make_first_account(**{**told, **changed})


def test_first_account_is_an_owner_with_a_business_and_two_departments(db):
    owner = first()
    business = Business.current()
    assert (owner.email, owner.role, owner.check_password("three odd words")) == (
        "anna@example.org",
        "owner",
        True,
    )
    assert (business.name, business.currency, business.setup_done, business.sending) == (
        "Nord",
        "RUB",
        True,
        False,
    )
    assert list(Department.objects.order_by("id").values_list("kind", "name")) == [
        ("first_sales", "Отдел первых продаж"),
        ("existing", "Отдел по работе с клиентами"),
    ]


def test_first_account_is_made_once(db):
    first()
    with pytest.raises(UserError, match="exists already"):
        first(email="second@example.org")
    assert User.objects.count() == 1


def test_first_account_leaves_no_business_behind_where_it_is_refused(house):
    with pytest.raises(UserError):
        first()
    assert Business.current().language == "en"


def invited(house, email="New@Example.org"):
    return invite(by=house.owner, email=email, name="Kira", role="farmer", department=house.farmers)


def test_invitation_keeps_only_a_hash_of_its_link(house):
    invitation, secret = invited(house)
    assert invitation.token_hash == hash_of_secret(secret)
    assert secret not in str(Invitation.objects.values())


def test_invitation_becomes_a_person_once(house):
    _, secret = invited(house)
    user = accept_invitation(secret=secret, name="Kira", password="three odd words")
    assert (user.email, user.role, user.department) == ("new@example.org", "farmer", house.farmers)
    with pytest.raises(UserError, match="does not work"):
        accept_invitation(secret=secret, name="Kira", password="three odd words")


def test_invitation_ends_after_a_week(house):
    invitation, secret = invited(house)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert open_invitation(secret) is None


def test_newer_invitation_replaces_the_older(house):
    _, older = invited(house)
    _, newer = invited(house)
    assert open_invitation(older) is None
    assert open_invitation(newer) is not None


def test_invitation_taken_back_does_not_open(house):
    invitation, secret = invited(house)
    take_back_invitation(by=house.owner, invitation=invitation)
    assert open_invitation(secret) is None


def test_invitation_of_somebody_who_is_here_is_refused(house):
    with pytest.raises(UserError, match="in the house already"):
        invited(house, "FARMER@example.org")


def test_only_owner_cannot_become_something_else(house):
    with pytest.raises(UserError, match="only owner"):
        change_person(by=house.owner, person=house.owner, values={"role": "head"})


def test_one_of_two_owners_may_become_something_else(house):
    change_person(by=house.owner, person=house.head, values={"role": "owner"})
    change_person(by=house.owner, person=house.owner, values={"role": "head"})
    assert User.objects.get(role="owner") == house.head


def test_changing_a_person_leaves_a_trace_without_names(house):
    changed = change_person(
        by=house.owner, person=house.farmer, values={"name": "Secret Name", "touches_a_day": 9}
    )
    entry = AuditEntry.objects.get(act="person")
    assert changed == ("name", "touches_a_day")
    assert entry.facts == {"changed": ["name", "touches_a_day"]}


def test_token_is_kept_as_a_hash_and_can_be_revoked(house):
    token, text = issue_token(user=house.owner, name="Shop", scopes=["read", "orders:write"])
    assert ApiToken.objects.get(token_hash=hash_of_secret(text)) == token
    revoke_token(user=house.owner, token=token)
    assert ApiToken.objects.get().revoked_at is not None


@pytest.mark.parametrize(
    ("role", "scopes"), [("analyst", ["orders:write"]), ("farmer", ["read"]), ("owner", [])]
)
def test_token_for_what_one_may_not_do_is_refused(house, role, scopes):
    with pytest.raises(UserError):
        issue_token(user=house.people[role], name="Shop", scopes=scopes)


def away(house, first=1, last=7, person="farmer", cover="farmer2"):
    return add_absence(
        by=house.owner,
        person=house.people[person],
        first_day=date(2026, 3, first),
        last_day=date(2026, 3, last),
        cover=house.people.get(cover),
    )


def test_absence_is_noted_and_taken_back(house):
    absence = away(house)
    remove_absence(by=house.owner, absence=absence)
    assert not house.farmer.absences.exists()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"first": 9}, "before the first"),
        ({"first": 7, "last": 9}, "already"),
        ({"first": 20, "last": 21, "cover": "farmer"}, "Somebody else"),
        ({"person": "farmer2", "first": 20, "last": 21, "cover": "hunter"}, None),
        ({"person": "farmer2", "cover": "farmer"}, "away on some"),
    ],
)
def test_absence_is_refused_with_a_reason(house, changed, why):
    away(house)
    if why is None:
        assert away(house, **changed).cover == house.hunter
        return
    with pytest.raises(UserError, match=why):
        away(house, **changed)


def test_cover_who_has_left_is_refused(house):
    change_person(by=house.owner, person=house.farmer2, values={"is_active": False})
    with pytest.raises(UserError, match="still works here"):
        away(house)


def test_department_with_people_is_not_removed(house):
    with pytest.raises(UserError, match="people in this department"):
        remove_department(by=house.owner, department=house.farmers)


def test_empty_department_is_removed(house):
    row = save_department(by=house.owner, name="North", kind="existing", head=house.head)
    remove_department(by=house.owner, department=row)
    assert not Department.objects.filter(name="North").exists()


def test_names_of_departments_and_products_are_used_once(house):
    save_product(by=house.owner, name="Coffee", handoff_on="", protected_days=None)
    with pytest.raises(UserError, match="Coffee"):
        save_product(by=house.owner, name="Coffee", handoff_on="", protected_days=30)
    with pytest.raises(UserError, match="First sales"):
        save_department(by=house.owner, name="First sales", kind="existing", head=None)
