"""Pipeline: the leads of hunters by step, one product at a time."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perennial.core.errors import UserError
from perennial.records.models import Product, User
from perennial.records.models.words import Role
from perennial.records.operations.add_lead import add_lead
from perennial.records.queries.pipeline import PAGE, columns_of, leads_for, more_of, open_on_board
from perennial.records.queries.pipeline_steps import Step, steps_of
from perennial.records.queries.pipeline_waits import first_answers, usual_days
from perennial.records.queries.visible import sellers_for
from perennial.web.access import needs
from perennial.web.forms.pipeline import QuickLeadForm
from perennial.web.speech import words_of
from perennial.web.views.pipeline_cards import CardWords, cards_of, columns_shown, waited

__all__ = ["add", "board_url", "column", "pipeline"]

_LEADS = frozenset({Role.OWNER, Role.HEAD})


@needs("pipeline")
@require_safe
def pipeline(request: HttpRequest) -> HttpResponse:
    """Show the board, or the board alone where a script asks for it anew."""
    if request.GET.get("part") == "board":
        return render(request, "perennial/pipeline/board.html", _board(request))
    return _show(request, QuickLeadForm(auto_id="new-%s", initial={"product": _chosen_product(request)}))


@needs("pipeline")
@require_safe
def column(request: HttpRequest) -> HttpResponse:
    """Give the next leads of one step."""
    product, name = _product(request), request.GET.get("step", "")
    begin = request.GET.get("from", "0")
    if not begin.isdecimal():
        raise Http404
    steps = steps_of(product)
    leads = more_of(_leads(request, product), steps, name, int(begin))
    cards = cards_of(leads[:PAGE], usual_days(product).get(name), _words(request))
    context = {
        **_common(request, product),
        "cards": cards,
        "step": Step(name=name, label=name),
        "more": int(begin) + PAGE if len(leads) > PAGE else 0,
    }
    return render(request, "perennial/pipeline/cards.html", context)


@needs("pipeline")
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add a lead in one line; somebody known stays one person."""
    form = QuickLeadForm(request.POST, auto_id="new-%s")
    if not form.is_valid():
        return _show(request, form)
    try:
        lead, is_new = add_lead(_user(request), form.lead())
    except UserError as error:
        form.add_error(None, words_of(request).say(error.message))
        return _show(request, form)
    words = words_of(request)
    if is_new and lead.hunter is not None and lead.hunter_id != request.user.pk:
        said = words.say("{name} is added; {hunter} works on it.", name=lead.customer, hunter=lead.hunter)
    elif is_new:
        said = words.say("{name} is added.", name=lead.customer)
    else:
        said = words.say("{name} is on the board already.", name=lead.customer)
    messages.success(request, said)
    return redirect(board_url(request))


def board_url(request: HttpRequest) -> str:
    """Give the address of the board as it was looked at."""
    told = request.POST if request.method == "POST" else request.GET
    kept = {name: told.get(name, "") for name in ("of", "hunter")}
    query = urlencode({name: value for name, value in kept.items() if value})
    return reverse("pipeline") + (f"?{query}" if query else "")


def _show(request: HttpRequest, form: QuickLeadForm) -> HttpResponse:
    today, leads = timezone.localdate(), request.user
    answers = first_answers(leads, today) if _is_lead(request) else []
    context = {
        **_board(request),
        "form": form,
        "sources": _sources(request),
        "products": _products(request),
        "hunters": _hunters(request),
        "answers": [(each, waited(each.wait) if each.wait else None) for each in answers],
        "is_lead": _is_lead(request),
    }
    return render(request, "perennial/pipeline/pipeline.html", context)


def _board(request: HttpRequest) -> dict[str, Any]:
    product = _product(request)
    columns = columns_of(_leads(request, product), steps_of(product))
    shown = columns_shown(columns, usual_days(product), _words(request))
    return {
        **_common(request, product),
        "columns": [each for each in shown if each.column.step.drawn],
        "others": [each for each in shown if not each.column.step.drawn],
        "total": sum(each.column.count for each in shown),
        "value": sum(each.column.value or 0 for each in shown),
    }


def _words(request: HttpRequest) -> CardWords:
    return CardWords(words_of(request), timezone.now(), reverse("pipeline"))


def _common(request: HttpRequest, product: str) -> dict[str, Any]:
    return {
        "product": product,
        "hunter": request.GET.get("hunter", ""),
        "names_product": not product.isdecimal(),
        "names_hunter": _is_lead(request),
        "today": timezone.localdate(),
    }


def _product(request: HttpRequest) -> str:
    """Give the product that is looked at; a hunter of one product begins with it."""
    asked = (request.POST if request.method == "POST" else request.GET).get("of", "")
    if asked in {"all", "rest"} or asked.isdecimal():
        return asked
    own = [] if _is_lead(request) else list(_user(request).products.values_list("pk", flat=True)[:2])
    return str(own[0]) if len(own) == 1 else "all"


def _chosen_product(request: HttpRequest) -> str:
    product = _product(request)
    return product if product.isdecimal() else ""


def _leads(request: HttpRequest, product: str) -> Any:
    leads, hunter = open_on_board(request.user, product), request.GET.get("hunter", "")
    if hunter == "nobody":
        return leads.filter(hunter__isnull=True)
    return leads.filter(hunter=int(hunter)) if hunter.isdecimal() else leads


def _products(request: HttpRequest) -> list[tuple[str, str]]:
    """Give the choices of the board: all, those with leads or a process of their own, and no product."""
    with_leads = open_on_board(request.user, "all").order_by().values("product")
    found = Product.objects.filter(Q(pk__in=with_leads) | Q(process__isnull=False))
    named = [(str(pk), name) for pk, name in found.order_by("name").values_list("pk", "name")]
    return [("all", _("All products")), *named, ("rest", _("Without a product"))]


def _hunters(request: HttpRequest) -> list[tuple[str, str]]:
    if not _is_lead(request):
        return []
    people = sellers_for(request.user, "pipeline").filter(role=Role.HUNTER, is_active=True).order_by("name")
    named = [(str(each.pk), each.name) for each in people]
    return [("", _("All hunters")), *named, ("nobody", _("Nobody's"))]


def _sources(request: HttpRequest) -> list[str]:
    """Give the sources of the latest leads, to be chosen from while typing."""
    latest = leads_for(request.user).exclude(source="").order_by("-pk").values_list("source", flat=True)
    return sorted(set(latest[:200]))


def _is_lead(request: HttpRequest) -> bool:
    return _user(request).role in _LEADS


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
