"""A small house for tests: two departments, one person a role and a second hunter and farmer."""

from dataclasses import dataclass, field

from perennial.records.models import Business, Customer, Department, User

PASSWORD = "long enough 42"


@dataclass
class House:
    business: Business
    hunters: Department
    farmers: Department
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name):
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def customer(self, name="Nord Café", owner=None, hunter=None, **fields):
        return Customer.objects.create(name=name, owner=owner, hunter=hunter, **fields)


def make_house(**business) -> House:
    """Make people: owner, head (of both departments), hunter, hunter2, farmer, farmer2, analyst."""
    row, _ = Business.objects.update_or_create(
        id=1, defaults={"name": "Nord", "currency": "EUR", "setup_done": True, **business}
    )
    house = House(
        business=row,
        hunters=Department.objects.create(name="First sales", kind="first_sales"),
        farmers=Department.objects.create(name="Existing customers", kind="existing"),
    )
    for name, role, department in (
        ("owner", "owner", None),
        ("head", "head", house.farmers),
        ("hunter", "hunter", house.hunters),
        ("hunter2", "hunter", house.hunters),
        ("farmer", "farmer", house.farmers),
        ("farmer2", "farmer", house.farmers),
        ("analyst", "analyst", None),
    ):
        house.people[name] = User.objects.create_user(
            f"{name}@example.org", PASSWORD, name=name.capitalize(), role=role, department=department
        )
    house.hunters.head = house.people["head"]
    house.hunters.save()
    return house
