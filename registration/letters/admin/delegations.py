"""Delegations in the admin site, with their confirmation, which the lower part cannot know."""

from datetime import datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from intersessional import clock
from intersessional.accounts.models import User
from registration.delegations.admin import DelegationAdmin
from registration.delegations.models import Delegation
from registration.meetings.links import meeting_path
from registration.registrations.queries import number_of_people, with_people

from ..deliveries import deliveries_of
from ..issuing import NobodyConfirmed
from ..renewing import NothingNew, ask_for_letter
from ..standing import standing_of
from .extending import Extends

admin.site.unregister(Delegation)


class People(admin.SimpleListFilter):
    """Whether somebody takes part in a delegation, and whether one of them is its head."""

    title = _("people")
    parameter_name = "people"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer both."""
        return [("yes", _("somebody is registered")), ("headless", _("and nobody is the head"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep those with people, or those of them without a head."""
        if self.value() == "headless":
            return with_people(queryset).filter(is_headed=False)
        return with_people(queryset) if self.value() == "yes" else queryset


@admin.register(Delegation)
class DelegationWithLetters(Extends, DelegationAdmin):
    """The page of a delegation shows its confirmation and has it issued; the list does for many."""

    # As lists of names: mypy takes the tuples above for ones of that very length.
    list_display = ["title", "category", "number_of_people", "meeting"]  # type: ignore[assignment]
    list_filter = [*DelegationAdmin.list_filter, People]  # type: ignore[assignment]
    actions = [*DelegationAdmin.actions, "issue_confirmations", "extend"]  # type: ignore[assignment]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delegation]:
        """Bring along how many take part; no query more."""
        found: QuerySet[Delegation] = super().get_queryset(request)
        return found.annotate(people=number_of_people())

    @admin.display(description=_("people"), ordering="people")
    def number_of_people(self, delegation: Delegation) -> int:
        """How many take part, staff, interpreters and media not counted."""
        number: int = delegation.people or 0  # type: ignore[attr-defined]
        return number

    @admin.action(description=_("Issue the confirmation of the delegation"), permissions=["change"])
    def issue_confirmations(self, request: HttpRequest, queryset: QuerySet[Delegation]) -> None:
        """Ask for each delegation's confirmation; those of which there is nothing new are counted."""
        by, at = cast(User, request.user), clock.now()
        found = [_is_asked(delegation, by, at) for delegation in queryset]
        asked = sum(found)
        text = ngettext(
            "%d confirmation is being made.",
            "%d confirmations are being made.",
            asked,
        )
        where = gettext(
            "It goes to the focal points; where there is none, to the entity’s own address, and without"
            " an address it is for the post: the page of each delegation says which."
        )
        messages.success(request, f"{text % asked} {where}" if asked else text % asked)
        if asked < len(found):
            rest = gettext("%d left out: nobody is confirmed, or nothing has changed.")
            messages.warning(request, rest % (len(found) - asked))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show how the confirmation stands."""
        delegation = kwargs.get("obj")
        if delegation:
            context["confirmation"] = standing_of(delegation)
            context["deliveries"] = deliveries_of(delegation)
            context["confirmation_url"] = meeting_path(
                delegation.meeting, "delegation:confirmation", delegation.entity.code
            )
        return super().render_change_form(request, context, *args, **kwargs)


def _is_asked(delegation: Delegation, by: User, at: datetime) -> bool:
    try:
        ask_for_letter(delegation, by=by, at=at)
    except (NobodyConfirmed, NothingNew):
        return False
    return True
