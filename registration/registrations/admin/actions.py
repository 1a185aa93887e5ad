"""The actions of the list of registrations; those of one registration's page are the same."""

from functools import partial

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registration.meetings.models import Meeting

from .. import operations
from ..models import Registration
from .acts import ActsOnMany, DeclineForm, MoveForm, Question, ReasonForm
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
ACCEPTING = Question(
    gettext_lazy("Accept requests"),
    gettext_lazy("These requests will be accepted, and each person is told by e-mail:"),
    "accept",
    gettext_lazy("Accept requests"),
)
REOPENING = Question(
    gettext_lazy("Take up again what was declined"),
    gettext_lazy("These registrations will be taken up again, and each person is told by e-mail:"),
    "reopen",
    gettext_lazy("Take up again"),
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
        return self.carry_out(request, queryset, confirm, text)

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
        return self.carry_out(request, queryset, decline, text)

    @admin.action(description=gettext_lazy("Accept selected requests"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask for the reason, then accept each late request or request to attend."""
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, ACCEPTING)
        accept = partial(operations.accept, reason=form.cleaned_data["reason"])
        text = lambda n: ngettext(  # noqa: E731
            "%d request accepted; the answer is on its way.",
            "%d requests accepted; the answers are on their way.",
            n,
        )
        return self.carry_out(request, queryset, accept, text)

    @admin.action(
        description=gettext_lazy("Take up again what was declined"), permissions=["change"]
    )
    def reopen(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask for the reason, then receive each anew that was declined, by staff or delegation."""
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, REOPENING)
        reopen = partial(operations.reopen, reason=form.cleaned_data["reason"])
        text = lambda n: ngettext(  # noqa: E731
            "%d registration taken up again; an e-mail says so.",
            "%d registrations taken up again; e-mails say so.",
            n,
        )
        return self.carry_out(request, queryset, reopen, text)

    @admin.action(
        description=gettext_lazy("Withdraw selected registrations"), permissions=["change"]
    )
    def withdraw(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask for the reason, then withdraw each."""
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, WITHDRAWING)
        withdraw = partial(operations.withdraw, reason=form.cleaned_data["reason"])
        text = lambda n: ngettext(  # noqa: E731
            "%d registration withdrawn; an e-mail says so.",
            "%d registrations withdrawn; e-mails say so.",
            n,
        )
        return self.carry_out(request, queryset, withdraw, text)

    @admin.action(
        description=gettext_lazy("Move selected registrations to another delegation"),
        permissions=["change"],
    )
    def move(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask to which delegation and why, then move each there."""
        meetings = Meeting.objects.filter(registrations__in=queryset.order_by()).distinct()
        meeting = meetings.first()
        if meeting is None or len(meetings) > 1:
            messages.error(request, _("Choose registrations of one meeting."))
            return None
        form = MoveForm(request.POST if "reason" in request.POST else None, meeting=meeting)
        if not form.is_valid():
            return self.ask(request, queryset, form, MOVING)
        given = form.cleaned_data
        move = partial(operations.move, code=given["delegation"], reason=given["reason"])
        text = lambda n: ngettext(  # noqa: E731
            "%d registration moved; an e-mail says so.",
            "%d registrations moved; e-mails say so.",
            n,
        )
        return self.carry_out(request, queryset, move, text)

    @admin.action(
        description=gettext_lazy("Say how selected persons take part"), permissions=["change"]
    )
    def participate(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        """Ask in which way and why, then write it down of each."""
        form = ParticipationForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, PARTICIPATING)
        text = lambda n: ngettext(  # noqa: E731
            "Written down of %d person; nobody gets an e-mail for it.",
            "Written down of %d persons; nobody gets an e-mail for it.",
            n,
        )
        return self.carry_out(request, queryset, form.act, text)
