"""What has been written so far: rows by the names they have in the invented company."""

from collections.abc import Mapping
from dataclasses import dataclass

from perennial.records.demo.clock import Clock
from perennial.records.models import Customer, Department, Lead, Order, Product, User
from perennial.simulate.company.company import Company

__all__ = ["SYSTEM", "Cast", "Crowd"]

#: Name of the other system that orders and customers seem to come from.
SYSTEM = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people of the house and what they sell."""

    company: Company
    clock: Clock
    people: Mapping[str, User]
    departments: tuple[Department, ...]
    products: Mapping[str, Product]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Customers and leads, and the orders of customers in order of time."""

    customers: Mapping[str, Customer]
    leads: Mapping[str, Lead]
    orders: Mapping[str, tuple[Order, ...]]
