"""The words of one play: changed, looked at as a real customer would get them, sent to oneself."""

from typing import Any

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.pictures.mail.fill import PLACEHOLDERS, check_words
from perennial.pictures.mail.letter import WrittenLetter
from perennial.pictures.mail.shipped import LANGUAGES, PLAYS, shipped_words
from perennial.records.models import Business, Customer, Offer, TouchRule
from perennial.records.models.words import Channel, Play
from perennial.records.operations.outbox.change_template import back_to_shipped, save_words
from perennial.records.operations.outbox.send_sample import send_sample
from perennial.records.queries.messages.letter_of import letter_of
from perennial.records.queries.messages.wording import CHANNELS, Wording, wording_of
from perennial.records.queries.search import search
from perennial.records.queries.visible import customers_for
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.forms.messages import WordsForm
from perennial.web.speech import words_of
from perennial.web.views.messages_tabs import messages_page
from perennial.web.views.settings_tabs import refuse
from perennial.web.views.templates import LANGUAGE_NAMES

__all__ = ["words"]

_FOUND = 8


@needs("messages")
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, play: str, channel: str, language: str) -> HttpResponse:
    """Show the words with a preview; keep them, go back to the shipped ones, or send a sample."""
    if play not in PLAYS or channel not in CHANNELS or language not in LANGUAGES:
        raise Http404
    kept = wording_of(play, channel, language)
    form = _form(request, kept)
    act = request.POST.get("do", "") if request.method == "POST" else ""
    if act in {"save", "shipped"} and may(request.user, "offers.edit"):
        if _changed(request, act, kept, form):
            return redirect(request.path)
    elif act == "sample":
        _sample(request, kept, form)
    return _page(request, kept, form)


def _form(request: HttpRequest, kept: Wording) -> WordsForm:
    said = request.POST if request.method == "POST" else None
    initial = {"subject": kept.subject, "text": kept.text}
    return WordsForm(said, initial=initial, with_subject=kept.channel == Channel.MAIL)


def _changed(request: HttpRequest, act: str, kept: Wording, form: WordsForm) -> bool:
    key = (kept.play, kept.channel, kept.language)
    if act == "shipped":
        back_to_shipped(_user(request), *key)
        notes.success(request, gettext("The shipped words go out again."))
        return True
    if not form.is_valid():
        return False
    try:
        said = form.cleaned_data
        save_words(_user(request), *key, subject=said.get("subject", ""), text=said["text"])
    except UserError as error:
        refuse(request, form, error)
        return False
    notes.success(request, gettext("Saved."))
    return True


def _sample(request: HttpRequest, kept: Wording, form: WordsForm) -> None:
    letter = _preview(request, kept, form)[1]
    if letter is None:
        return
    try:
        send_sample(_user(request), letter, kept.language)
    except UserError as error:
        notes.error(request, words_of(request).say(error.message))
    else:
        said = Message("A sample is on its way to {address}.", {"address": _user(request).email})
        notes.success(request, words_of(request).say(said))


def _page(request: HttpRequest, kept: Wording, form: WordsForm) -> HttpResponse:
    found, letter = _preview(request, kept, form)
    customer = found[0] if found else None
    context = {
        "form": form,
        "kept": kept,
        "play": Play(kept.play).label,
        "channel": Channel(kept.channel).label,
        "language_name": LANGUAGE_NAMES[kept.language],
        "shipped": shipped_words(kept.play, kept.channel, kept.language),
        "places": [f"{{{each}}}" for each in PLACEHOLDERS],
        "may_edit": may(request.user, "offers.edit"),
        "customer": customer,
        "others": found[1:],
        "sought": request.POST.get("q", "") or request.GET.get("q", ""),
        "letter": letter,
        "by_mail": kept.channel == Channel.MAIL,
    }
    return messages_page(request, "words", context, status=422 if form.errors else 200)


def _preview(
    request: HttpRequest, kept: Wording, form: WordsForm
) -> tuple[list[Customer], WrittenLetter | None]:
    """Give the customer looked at, others who were found, and the letter to the first."""
    found, business = _customers(request), Business.current()
    said = form.said()
    try:
        for each in said:
            check_words(each)
    except UserError as error:
        if form.is_bound and not form.errors:
            refuse(request, form, error)
        return found, None
    if not found:
        return [], None
    wording = Wording(
        play=kept.play,
        channel=kept.channel,
        language=kept.language,
        subject=said[0],
        text=said[1],
        is_own=True,
    )
    return found, letter_of(wording, found[0], _offer(kept.play), business)


def _customers(request: HttpRequest) -> list[Customer]:
    asked = request.POST if request.method == "POST" else request.GET
    mine = customers_for(request.user, "messages").select_related("owner", "product")
    mine = mine.filter(first_order_on__isnull=False).order_by("-value_at_risk", "-id")
    chosen, sought = asked.get("customer", ""), asked.get("q", "").strip()[:100]
    if sought and asked.get("do") == "find":
        chosen = ""
    if chosen.isdecimal() and chosen.isascii() and len(chosen) < 19:
        return list(mine.filter(pk=chosen)) or list(mine[:1])
    return list(search(mine, sought).customers[:_FOUND]) if sought else list(mine[:1])


def _offer(play: str) -> Offer | None:
    """Give the offer of the play's rule; without one its lines are left out, as they are for customers."""
    rule = TouchRule.objects.filter(play=play).select_related("offer").first()
    return rule.offer if rule else None


def _user(request: HttpRequest) -> Any:
    return request.user
