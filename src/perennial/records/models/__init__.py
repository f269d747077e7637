"""The records, one idea a file."""

from perennial.records.models.answer import KeptAnswer
from perennial.records.models.business import Business
from perennial.records.models.calendar import CalendarEvent
from perennial.records.models.customer import Consent, Contact, Customer, ExternalId, SearchText, Tag
from perennial.records.models.house import (
    ApiToken,
    AuditEntry,
    Erasure,
    HookEvent,
    Notice,
    RefreshRun,
    SavedView,
    SellerWeek,
    Suppression,
)
from perennial.records.models.imports import Import, ImportChange
from perennial.records.models.lead import Lead, LeadForm
from perennial.records.models.life import (
    ForecastChange,
    HandOff,
    LeaveReason,
    Mistake,
    Note,
    OwnerChange,
)
from perennial.records.models.merge import Merge
from perennial.records.models.mirror_month import MirrorMonth
from perennial.records.models.offer import Given, Offer
from perennial.records.models.order import Order, OrderLine
from perennial.records.models.outbox import OutboxMessage
from perennial.records.models.pay import (
    OrderShare,
    PayDecision,
    PayDispute,
    PayLine,
    Payment,
    PayMonth,
    PayPlanVersion,
)
from perennial.records.models.people import Absence, Department, Invitation, User
from perennial.records.models.process import LeadMove, Process, ProcessVersion
from perennial.records.models.product import Product
from perennial.records.models.rules import ConsentText, Gateway, Template, TouchRule
from perennial.records.models.running import Heartbeat, JobRun
from perennial.records.models.touch import PlannedTouch, Promise, Touch
from perennial.records.models.trial import Trial, TrialLook, TrialLot

__all__ = [
    "Absence",
    "ApiToken",
    "AuditEntry",
    "Business",
    "CalendarEvent",
    "Consent",
    "ConsentText",
    "Contact",
    "Customer",
    "Department",
    "Erasure",
    "ExternalId",
    "ForecastChange",
    "Gateway",
    "Given",
    "HandOff",
    "Heartbeat",
    "HookEvent",
    "Import",
    "ImportChange",
    "Invitation",
    "JobRun",
    "KeptAnswer",
    "Lead",
    "LeadForm",
    "LeadMove",
    "LeaveReason",
    "Merge",
    "MirrorMonth",
    "Mistake",
    "Note",
    "Notice",
    "Offer",
    "Order",
    "OrderLine",
    "OrderShare",
    "OutboxMessage",
    "OwnerChange",
    "PayDecision",
    "PayDispute",
    "PayLine",
    "PayMonth",
    "PayPlanVersion",
    "Payment",
    "PlannedTouch",
    "Process",
    "ProcessVersion",
    "Product",
    "Promise",
    "RefreshRun",
    "SavedView",
    "SearchText",
    "SellerWeek",
    "Suppression",
    "Tag",
    "Template",
    "Touch",
    "TouchRule",
    "Trial",
    "TrialLook",
    "TrialLot",
    "User",
]
