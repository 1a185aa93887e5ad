"""Likely duplicates in the admin site: both registrations side by side, and what to do with them."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersessional import clock
from intersessional.accounts.models import User
from intersessional.audit.history import AuditHistory

from .. import operations, policies, presentation
from ..models import LikelyDuplicate, PairState, Registration
from ..transitions import TransitionRefused
from .acts import DeclineForm


@admin.register(LikelyDuplicate)
class LikelyDuplicateAdmin(AuditHistory):
    """Pairs of registrations that may be one person's; the open ones first."""

    list_display = ("pair", "likeness", "likeness_in_per_cent", "state", "found_at", "decided_by")
    list_filter = ("state", "likeness", "first__meeting")
    search_fields = (
        *("first__receipt_number", "second__receipt_number", "first__email", "second__email"),
        *("first__family_name__unaccent", "second__family_name__unaccent"),
        *("first__given_names__unaccent", "second__given_names__unaccent"),
    )
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[LikelyDuplicate]:
        """Bring both registrations along."""
        pairs: QuerySet[LikelyDuplicate] = super().get_queryset(request)
        return pairs.select_related("first", "second", "decided_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Pairs are found."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A pair is decided, not deleted."""
        return False

    @admin.display(description=gettext_lazy("pair"))
    def pair(self, pair: LikelyDuplicate) -> str:
        """Both, as receipts name them."""
        return f"{pair.first} · {pair.second}"

    @admin.display(description=gettext_lazy("similarity of the names"), ordering="similarity")
    def likeness_in_per_cent(self, pair: LikelyDuplicate) -> str:
        """As a number that people read."""
        return _("%d per cent") % round(pair.similarity * 100)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show both side by side; a POST is a decision."""
        pair = self.get_object(request, unquote(object_id or ""))
        if pair is None or not self.has_view_permission(request, pair):
            raise PermissionDenied
        if request.method != "POST":
            return self._show(request, pair, DeclineForm())
        if not self.has_change_permission(request, pair):
            raise PermissionDenied
        form = DeclineForm(request.POST)
        if not {"keep_both", "merge", "decline"} & set(request.POST):
            return self._show(request, pair, form)
        if "decline" in request.POST and not form.is_valid():
            return self._show(request, pair, form, status=422)
        try:
            self._decide(request, pair, form)
        except TransitionRefused as refusal:
            messages.warning(request, str(refusal))
            # As it stands now; what was typed stays on the page.
            pair.refresh_from_db(fields=["state"])
            return self._show(request, pair, form, status=409)
        messages.success(request, _("Decided. Whoever it concerns is told by e-mail."))
        return HttpResponseRedirect(reverse("admin:registrations_likelyduplicate_changelist"))

    def _decide(self, request: HttpRequest, pair: LikelyDuplicate, form: DeclineForm) -> None:
        by, at = cast(User, request.user), clock.now()
        if pair.state != PairState.OPEN:
            raise operations.DecidedBefore
        if "keep_both" in request.POST:
            if not operations.keep_both(pair, by=by, at=at):
                raise operations.DecidedBefore
        elif "merge" in request.POST:
            keep, drop = self._both(pair, request.POST["merge"])
            operations.merge(keep, drop, by=by, at=at)
        else:
            wanted, _other = self._both(pair, request.POST["decline"])
            reason = form.cleaned_data["reason"]
            operations.decline_one(pair, wanted, reason=reason, by=by, at=at)

    @staticmethod
    def _both(pair: LikelyDuplicate, number: str) -> tuple[Registration, Registration]:
        """Return the one of the pair with this receipt number, and the other one."""
        if number == pair.second.receipt_number:
            return pair.second, pair.first
        return pair.first, pair.second

    def _show(
        self, request: HttpRequest, pair: LikelyDuplicate, form: DeclineForm, *, status: int = 200
    ) -> TemplateResponse:
        numbers = [pair.first_id, pair.second_id]
        both = Registration.objects.with_delegation().in_bulk(numbers)
        first, second = both[pair.first_id], both[pair.second_id]
        rows = zip(
            presentation.for_comparison(first), presentation.for_comparison(second), strict=True
        )
        is_open = pair.state == PairState.OPEN and self.has_change_permission(request, pair)
        declinable = [one for one in (first, second) if is_open and policies.can_decline(one)]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Is this the same person?"),
            "opts": self.model._meta,
            "original": pair,
            "registrations": [first, second],
            "rows": [(label, one, other, one != other) for (label, one), (_label, other) in rows],
            "form": form,
            "is_open": is_open,
            "declinable": declinable,
            # Typed for a decision that cannot be taken any more: not lost, to be copied.
            "unsent_reason": "" if declinable else form.data.get("reason", ""),
        }
        template = "admin/registrations/likelyduplicate/change_form.html"
        return TemplateResponse(request, template, context, status=status)
