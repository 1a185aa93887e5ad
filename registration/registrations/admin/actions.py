"""The actions of the list of registrations; those of one registration's page are the same."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registration.meetings.models import Meeting

from .. import operations
from ..models import Registration
from .acts import Act, ActsOnMany, DeclineForm, MoveForm, Question, SureForm, who
from .participation import ParticipationForm

Rows = QuerySet[Registration]

DECLINING = Question(
    gettext_lazy("Decline registrations"),
    gettext_lazy("These registrations will be declined, and each person is told by e-mail:"),
    "decline",
    gettext_lazy("Decline registrations"),
)
PARTICIPATING = Question(
    gettext_lazy("How they take part"),
    gettext_lazy(
        "Interpreters see the statements before they are delivered. Delegates and observers take a"
        " place of a quota, the others none. Nobody gets an e-mail for it."
    ),
    "participate",
    gettext_lazy("Save"),
)
WITHDRAWING = Question(
    gettext_lazy("Withdraw registrations"),
    gettext_lazy(
        "These registrations will be withdrawn, with their letters, and each person is told by"
        " e-mail:"
    ),
    "withdraw",
    gettext_lazy("Withdraw registrations"),
)
MOVING = Question(
    gettext_lazy("Move to another delegation"),
    gettext_lazy(
        "These people will be moved to the end of the delegation that you choose, and each is told"
        " by e-mail. Whoever is confirmed has to be confirmed again:"
    ),
    "move",
    gettext_lazy("Move them"),
)


def _act(operation: Callable[..., object]) -> Act:
    """Return an operation as an act upon one registration by whoever sent the request."""
    return lambda registration, request: operation(registration, **who(request))


def _versioned(operation: Callable[..., object], *args: Any) -> Act:
    """Return one that states the version that was read."""
    return lambda registration, request: operation(
        registration, *args, version=registration.version, **who(request)
    )


class RegistrationActions(ActsOnMany):
    """Confirm, decline, accept, take up again, withdraw, move, and how somebody takes part."""

    @admin.action(
        description=gettext_lazy("Confirm selected registrations"), permissions=["change"]
    )
    def confirm(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Confirm each against which nothing speaks; the others are named with the reason."""
        confirm = partial(operations.confirm, heeding_doubts="_overrule" not in request.POST)
        text = lambda n: ngettext(  # noqa: E731
            "%d registration confirmed; the letter is on its way.",
            "%d registrations confirmed; the letters are on their way.",
            n,
        )
        return self.carry_out(request, queryset, _act(confirm), text)

    @admin.action(
        description=gettext_lazy("Decline selected registrations"), permissions=["change"]
    )
    def decline(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask for the reason, then decline each."""
        form = DeclineForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, DECLINING)
        decline = partial(operations.decline, reason=form.cleaned_data["reason"])
        text = lambda n: ngettext(  # noqa: E731
            "%d registration declined; the answer is on its way.",
            "%d registrations declined; the answers are on their way.",
            n,
        )
        return self.carry_out(request, queryset, _act(decline), text)

    @admin.action(description=gettext_lazy("Accept selected requests"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Accept each late request or request to attend."""
        text = lambda n: ngettext(  # noqa: E731
            "%d request accepted; the answer is on its way.",
            "%d requests accepted; the answers are on their way.",
            n,
        )
        return self.carry_out(request, queryset, _act(operations.accept), text)

    @admin.action(
        description=gettext_lazy("Take up again what was declined"), permissions=["change"]
    )
    def reopen(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Receive each anew that was declined, by the staff or by its delegation."""
        text = lambda n: ngettext(  # noqa: E731
            "%d registration taken up again; an e-mail says so.",
            "%d registrations taken up again; e-mails say so.",
            n,
        )
        return self.carry_out(request, queryset, _act(operations.reopen), text)

    @admin.action(
        description=gettext_lazy("Withdraw selected registrations"), permissions=["change"]
    )
    def withdraw(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask whether they are meant, then withdraw each."""
        form = SureForm(request.POST if "sure" in request.POST else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, WITHDRAWING)
        text = lambda n: ngettext(  # noqa: E731
            "%d registration withdrawn; an e-mail says so.",
            "%d registrations withdrawn; e-mails say so.",
            n,
        )
        return self.carry_out(request, queryset, _versioned(operations.withdraw), text)

    @admin.action(
        description=gettext_lazy("Move selected registrations to another delegation"),
        permissions=["change"],
    )
    def move(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask to which delegation, then move each there."""
        meetings = Meeting.objects.filter(registrations__in=queryset.order_by()).distinct()
        meeting = meetings.first()
        if meeting is None or len(meetings) > 1:
            messages.error(request, _("Choose registrations of one meeting."))
            return None
        form = MoveForm(request.POST if "delegation" in request.POST else None, meeting=meeting)
        if not form.is_valid():
            return self.ask(request, queryset, form, MOVING)
        act = _versioned(operations.move, form.cleaned_data["delegation"])
        text = lambda n: ngettext(  # noqa: E731
            "%d registration moved; an e-mail says so.",
            "%d registrations moved; e-mails say so.",
            n,
        )
        return self.carry_out(request, queryset, act, text)

    @admin.action(
        description=gettext_lazy("Say how selected persons take part"), permissions=["change"]
    )
    def participate(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask in which way, then write it down of each."""
        form = ParticipationForm(request.POST if "participation" in request.POST else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, PARTICIPATING)
        text = lambda n: ngettext(  # noqa: E731
            "Written down of %d person; nobody gets an e-mail for it.",
            "Written down of %d persons; nobody gets an e-mail for it.",
            n,
        )
        return self.carry_out(request, queryset, form.act, text)
