"""Log a touch from a customer's page, and take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import PlannedTouch, Touch, User
from perennial.records.operations.log_touch import log_touch
from perennial.records.operations.undo_touch import undo_touch
from perennial.web.access import customer_or_404, needs
from perennial.web.speech import words_of
from perennial.web.views.customer_page import done, show
from perennial.web.views.customer_touch_form import touch_form

__all__ = ["touch", "undo"]


@needs("customer.touch")
@require_POST
def touch(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a touch; the open line of Today for this customer is done by it."""
    assert isinstance(request.user, User)
    customer = customer_or_404(request, pk, "customer.touch")
    form = touch_form(customer, request.user, request.POST)
    if not form.is_valid():
        return show(request, customer, touch_form=form)
    planned = PlannedTouch.objects.filter(customer=customer, state=PlannedTouch.State.OPEN).first()
    try:
        log_touch(seller=request.user, customer=customer, planned=planned, **form.facts())
    except UserError as error:
        form.add_error(None, words_of(request).say(error.message))
        return show(request, customer, touch_form=form)
    return done(customer)


@needs("customer.touch")
@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back a touch that who asks has logged."""
    assert isinstance(request.user, User)
    logged = get_object_or_404(Touch, key=key, seller=request.user, customer__isnull=False)
    try:
        undo_touch(request.user, key)
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
    assert logged.customer is not None
    return done(logged.customer)
