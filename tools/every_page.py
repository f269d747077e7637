"""Every page of the house: who opens it, and with which record in its address.

Tests hold the pages to what is asked of all, `tools/look.py` takes their pictures. A route that is in neither
table fails a test: a new page is looked at from its first day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from perennial.records.rights import RIGHTS

__all__ = [
    "FIRST",
    "GUARDED",
    "NOT_PAGES",
    "PAGES",
    "ROLES",
    "VISITOR",
    "Page",
    "addresses",
    "routes",
    "who_opens",
]

ROLES = ("owner", "head", "hunter", "farmer", "analyst")
#: Who has not signed in, who is asked for a second factor, and who finds an empty house.
VISITOR, GUARDED, FIRST = "visitor", "guarded", "first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One look at a page: its route, the record in its address, what is asked of it, who opens it.

    A page of `own_language` speaks that of the business, whoever looks.
    """

    route: str
    record: str = ""
    query: str = ""
    roles: tuple[str, ...] = ()
    look: str = ""
    status: int = 200
    own_language: bool = False

    @property
    def name(self) -> str:
        """Name this look among the others."""
        return f"{self.route}-{self.look}" if self.look else self.route


#: Roles left out are those that the right of the page allows.
PAGES = (
    Page(route="today"),
    Page(route="today", look="of_somebody", query="?seller={farmer}", roles=("owner", "head")),
    Page(route="today_sheet", roles=("hunter", "farmer")),
    Page(route="today_log", query="?customer={touched}", roles=("hunter", "farmer")),
    Page(route="customers"),
    Page(route="customers", look="leaving", query="?stage=leaving&sort=leaving", roles=("owner",)),
    Page(route="customers", look="none", query="?q=zzzzzz", roles=("owner",)),
    Page(route="customer", record="customer"),
    Page(route="customer", look="new", record="new", roles=("owner",)),
    Page(route="customer", look="lead", record="lead", roles=("owner",)),
    Page(route="customer", look="left", record="left", roles=("owner",)),
    Page(route="customer_plan", record="customer", roles=("owner", "farmer")),
    Page(route="customer", look="merged", record="merged", roles=("owner",)),
    Page(route="pipeline"),
    Page(route="pipeline", look="of_nothing", query="?of=rest&hunter=nobody", roles=("owner",)),
    Page(route="pipeline_lead", record="open_lead", roles=("owner",)),
    Page(route="pipeline_lead", look="won", record="won_lead", roles=("owner",)),
    Page(route="pipeline_lead", look="lost", record="lost_lead", roles=("owner",)),
    Page(route="pipeline_move", record="open_lead", roles=("owner",)),
    Page(route="pipeline_won", record="open_lead", roles=("owner",)),
    Page(route="pipeline_lost", record="open_lead", roles=("owner",)),
    Page(route="lead_form", record="lead_form", roles=(VISITOR,), own_language=True),
    Page(route="lead_form_thanks", record="lead_form", roles=(VISITOR,), own_language=True),
    Page(route="unsubscribe", record="letter", roles=(VISITOR,), own_language=True),
    Page(route="unsubscribe", look="done", record="refused_letter", roles=(VISITOR,), own_language=True),
    Page(route="mistakes"),
    Page(route="mistakes", look="lost", query="?state=lost", roles=("owner",)),
    Page(route="customer_add", roles=("owner", "hunter")),
    Page(route="duplicates", roles=("owner",)),
    Page(route="customer_merge", record="merged", roles=("owner",)),
    Page(route="customer_merge", look="both", record="twin", query="?with={other_twin}", roles=("owner",)),
    Page(route="customer_person_file", record="customer", roles=("owner",)),
    Page(route="customer_erase", record="customer", roles=("owner",)),
    Page(route="erasures"),
    Page(route="erasure_act", record="erasure"),
    Page(route="overview"),
    Page(route="rhythm"),
    Page(route="process"),
    Page(route="process", look="compared", query="?view=compared", roles=("owner",)),
    Page(route="process", look="narrowed", query="?since=2020-01-01&fold=20", roles=("owner",)),
    Page(route="process_arrow", query="?step=1st+order&next=2nd+order", roles=("owner", "farmer")),
    Page(route="process_new", roles=("owner",)),
    Page(route="process_editor", record="process", roles=("owner",)),
    Page(route="process_versions", look="one", record="process", query="?number=1", roles=("owner",)),
    Page(route="departments"),
    Page(route="drift_seller", record="drifting", roles=("owner",)),
    Page(route="drift_notice", roles=("owner", "farmer")),
    Page(route="rebalance", roles=("owner",)),
    Page(
        route="rebalance", look="preview", roles=("owner",),
        query="?asked=1&giver={farmer}&number=20&first=oldest&takers={other_farmer}",
    ),
    Page(route="dismissal", record="farmer"),
    Page(
        route="dismissal", look="preview", record="farmer", query="?asked=1&takers={other_farmer}",
        roles=("owner",),
    ),
    Page(route="handoffs", roles=("owner", "hunter", "farmer")),
    Page(route="handoff", look="to_note", record="handoff_open", roles=("hunter",)),
    Page(route="handoff", look="to_accept", record="handoff_offered", roles=("farmer",)),
    Page(route="handoff", look="done", record="handoff_done", roles=("owner",)),
    Page(route="my_weeks"),
    Page(route="pay", roles=("owner", "head")),
    Page(route="pay", look="month_before", query="?month={pay_month}", roles=("owner",)),
    Page(route="pay_mine", roles=("hunter", "farmer")),
    Page(route="pay_statement", record="paid", query="?month={pay_month}", roles=("owner", "head")),
    Page(route="pay_disputes", roles=("owner",)),
    Page(route="pay_plan", roles=("owner",)),
    Page(route="pay_order", record="paid_order", roles=("owner",)),
    Page(route="offers", roles=("owner", "head", "analyst")),
    Page(route="offer", record="offer", roles=("owner", "analyst")),
    Page(route="offer_new", roles=("owner",)),
    Page(route="offer_change", record="offer", roles=("owner",)),
    Page(route="offers_rules", roles=("owner", "analyst")),
    Page(route="offers_rule", record="play", roles=("owner",)),
    Page(route="offers_limits", roles=("owner", "analyst")),
    Page(route="offers_approvals", roles=("owner", "head")),
    Page(route="messages", roles=("owner", "head")),
    Page(route="messages", look="none", query="?q=zzzzzz", roles=("owner",)),
    Page(route="messages_one", record="dead_letter", roles=("owner",)),
    Page(route="messages_sending"),
    Page(route="messages_templates", roles=("owner",)),
    Page(route="messages_template", record="mail_words", roles=("owner",)),
    Page(route="messages_template", look="short", record="message_words", roles=("owner",)),
    Page(route="messages_gateway"),
    Page(route="messages_export", roles=("owner", "head")),
    Page(route="messages_consent", roles=("owner", "head")),
    Page(route="messages_consent_record"),
    Page(route="consent_link", record="consent_link", roles=(VISITOR,), own_language=True),
    Page(route="trials"),
    Page(route="trial_new", roles=("owner",)),
    Page(route="trial", record="trial"),
    Page(route="trial", look="over", record="trial_over", roles=("owner",)),
    Page(route="trial", look="draft", record="trial_draft", roles=("owner",)),
    Page(route="trial_change", record="trial_draft", roles=("owner",)),
    Page(route="imports", roles=("owner",)),
    Page(route="import_new", roles=("owner",)),
    Page(route="import_map", record="import_open", roles=("owner",)),
    Page(route="import_show", look="done", record="import_done", roles=("owner",)),
    Page(route="import_show", look="failed", record="import_failed", roles=("owner",)),
    Page(route="import_show", look="running", record="import_running", roles=("owner",)),
    Page(route="import_show", look="undone", record="import_undone", roles=("owner",)),
    Page(route="api_docs", roles=("owner",)),
    Page(route="settings"),
    Page(route="settings_business"),
    Page(route="settings_forecast"),
    Page(route="settings_calendar"),
    Page(route="settings_calendar_event", record="event"),
    Page(route="settings_privacy"),
    Page(route="settings_lead_form"),
    Page(route="settings_people"),
    Page(route="settings_people_person", record="farmer"),
    Page(route="settings_people_person", look="left", record="gone"),
    Page(route="settings_absences", roles=("owner", "farmer")),
    Page(route="settings_departments"),
    Page(route="settings_departments_one", record="department"),
    Page(route="settings_products"),
    Page(route="settings_products_one", record="product"),
    Page(route="settings_audit"),
    Page(route="leave_demo"),
    Page(route="notices", roles=("owner", "hunter", "farmer")),
    Page(route="account_profile", roles=("owner", "hunter", "farmer")),
    Page(route="first_account", roles=(FIRST,)),
    Page(route="account_login", roles=(VISITOR,)),
    Page(route="accept_invitation", record="invitation", roles=(VISITOR,)),
    Page(route="accept_invitation", look="dead", record="dead_link", roles=(VISITOR,), status=410),
    Page(route="account_reset_password", roles=(VISITOR,)),
    Page(route="account_reset_password_done", roles=(VISITOR,)),
    Page(route="account_reset_password_from_key", record="reset", roles=(VISITOR,)),
    Page(route="account_reset_password_from_key", look="dead", record="dead_reset", roles=(VISITOR,)),
    Page(route="account_reset_password_from_key_done", roles=(VISITOR,)),
    Page(route="account_inactive", roles=(VISITOR,)),
    Page(route="socialaccount_login_cancelled", roles=(VISITOR,)),
    Page(route="socialaccount_login_error", roles=(VISITOR,), status=401),
    Page(route="account_logout", roles=("analyst",)),
    Page(route="account_change_password", roles=("analyst",)),
    Page(route="account_reauthenticate", roles=("analyst",)),
    Page(route="mfa_index", roles=("analyst", GUARDED)),
    Page(route="mfa_activate_totp", roles=("analyst",)),
    Page(route="mfa_deactivate_totp", roles=(GUARDED,)),
    Page(route="mfa_view_recovery_codes", roles=(GUARDED,)),
    Page(route="mfa_generate_recovery_codes", roles=(GUARDED,)),
    Page(route="mfa_reauthenticate", roles=(GUARDED,)),
)  # fmt: skip

_ACT, _PART, _FILE = "answers only to what is sent", "a part of a page", "a file"
_PROGRAM, _LEADS, _CLOSED = (
    "for programs",
    "leads elsewhere",
    "a page of the library that the house keeps closed",
)

#: Routes that are no pages to look at, and why.
NOT_PAGES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "account_digest", "account_token_add", "account_token_revoke", "notices_read", "notice_open",
            "pipeline_add", "pipeline_undo", "pipeline_reopen",
            "today_undo", "today_accept", "today_later", "today_again", "today_ask", "customer_plan_put",
            "customer_merge_undo", "erasure_finish", "customer_bulk", "customer_bulk_undo",
            "customer_view_save", "customer_view_remove", "customer_facts", "customer_owner",
            "customer_tag_add", "customer_tag_remove", "customer_objection", "customer_contact_add",
            "customer_contact_change", "customer_contact_main", "customer_contact_remove",
            "customer_consent", "customer_touch", "customer_touch_undo", "customer_note_add",
            "customer_note_remove", "customer_mistake_add", "customer_mistake_solved",
            "customer_mistake_open", "customer_leaving", "customer_leaving_undo", "refresh_ask",
            "process_today", "process_today_undo", "process_draw", "process_remove", "process_load",
            "process_back",
            "departments_assumptions", "drift_notice_confirm", "drift_notice_stop", "rebalance_move",
            "rebalance_undo", "dismissal_close", "dismissal_undo", "handoff_offer", "handoff_accept",
            "pay_close", "pay_reopen", "pay_decide", "pay_dispute", "pay_settle", "pay_order_shares",
            "pay_order_payment", "pay_payment_remove",
            "offer_switch", "offer_remove", "offers_limits_change", "offers_days_add", "offers_day_remove",
            "offers_rule_shipped", "offers_decide",
            "messages_cancel", "messages_again", "messages_put",
            "handoff_keep", "handoff_begin", "my_weeks_answer", "import_again", "import_undo",
            "import_drop", "settings_people_titles", "settings_people_password",
            "settings_people_second_factor", "settings_people_back",
            "settings_people_invitation_remove", "settings_absences_remove",
            "settings_departments_remove", "settings_calendar_event_remove",
            "trial_start", "trial_remove", "trial_full", "trial_stop", "trial_read", "trial_pay",
        ),
        _ACT,
    ),
    **dict.fromkeys(
        (
            "customer_known", "refresh_state", "import_progress", "pay_what_if", "pipeline_column",
            "trial_design", "trial_reading",
            "offers_preview",
        ),
        _PART,
    ),
    **dict.fromkeys(
        (
            "messages_export_file", "messages_consent_file",
            "customer_export", "pay_export", "trial_arms", "process_json", "process_svg",
            "import_example", "import_left",
            "mfa_download_recovery_codes",
        ),
        _FILE,
    ),
    **dict.fromkeys(("healthz", "metrics", "hook_shopify", "hook_woocommerce"), _PROGRAM),
    **dict.fromkeys(
        (
            "home", "set_language", "socialaccount_connections",
            "openid_connect_login", "openid_connect_callback",
            "account_set_password", "mfa_authenticate",
        ),
        _LEADS,
    ),
    **dict.fromkeys(
        (
            "account_signup", "account_email", "account_email_verification_sent", "account_confirm_email",
            "account_confirm_login_code", "account_request_reauthentication_code",
            "account_confirm_reauthentication_code", "socialaccount_signup",
        ),
        _CLOSED,
    ),
}  # fmt: skip


def routes() -> Mapping[str, URLPattern]:
    """Give every named route but those of the HTTP API and the back office."""
    found = _patterns(get_resolver(), "")
    return {
        str(entry.name): entry
        for here, entry in found
        if entry.name and not here.startswith(("api/v1/", "office/"))
    }


def addresses(role: str, records: Mapping[str, object], *, lacking_ok: bool = False) -> dict[str, str]:
    """Give what somebody of a role looks at: names of looks and their addresses.

    Parameters
    ----------
    records
        What stands in addresses and queries, by the names used in `PAGES`.
    lacking_ok
        Leave out pages of records that the base does not have.
    """
    found = {}
    for page in PAGES:
        if role not in who_opens(page):
            continue
        if lacking_ok and page.record and page.record not in records:
            continue
        try:
            found[page.name] = _address(page, records)
        except KeyError:
            if not lacking_ok:
                raise
    return found


def who_opens(page: Page) -> tuple[str, ...]:
    """Give the kinds of people who look at a page."""
    if page.roles:
        return page.roles
    act = getattr(routes()[page.route].callback, "act", "")
    return tuple(role for role in ROLES if RIGHTS[act][role] != "none")


def _address(page: Page, records: Mapping[str, object]) -> str:
    query = page.query.format_map(records)
    if not page.record:
        return reverse(page.route) + query
    told = records[page.record]
    kwargs = told if isinstance(told, dict) else None
    try:
        return reverse(page.route, args=None if kwargs else [told], kwargs=kwargs) + query
    except NoReverseMatch as error:
        raise LookupError(f"{page.name} does not open with {told!r}") from error


def _patterns(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry
        else:
            yield from _patterns(entry, here)
