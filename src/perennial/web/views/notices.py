"""What a person is told: a list, each read when it is opened."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from perennial.records.models import Notice
from perennial.web.access import needs

__all__ = ["notices", "open_notice", "read_notices"]

_SHOWN = 100


@needs("profile")
def notices(request: HttpRequest) -> HttpResponse:
    """Show the latest notices, unread ones first."""
    newest_unread = F("read_at").desc(nulls_first=True)
    mine = Notice.objects.filter(user=request.user).order_by(newest_unread, "-id")[:_SHOWN]  # type: ignore[misc]
    return render(request, "perennial/profile/notices.html", {"notices": mine})


@needs("profile")
@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    Notice.objects.filter(user=request.user, read_at__isnull=True).update(read_at=timezone.now())  # type: ignore[misc]
    return redirect("notices")


@needs("profile")
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    # Only pages of this house: an address from elsewhere would make a notice a trap.
    inside = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and inside else "notices")
