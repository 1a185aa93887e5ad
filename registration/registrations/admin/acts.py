"""What is done with one registration or with many: each by its operation, and the outcome is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy

from intersessional import clock
from intersessional.text import validate_text
from registration.delegations.queries import choices_for
from registration.meetings.models import Meeting

from .. import operations, policies
from ..models import REASON_LENGTH, Registration
from ..transitions import TransitionRefused

REFUSALS = (
    TransitionRefused,
    operations.NoPlace,
    operations.UnknownDelegation,
    operations.ChangedMeanwhile,
    policies.ChangesClosed,
)

Act = Callable[[Registration, HttpRequest], object]


class DeclineForm(forms.Form):
    """Why a registration is declined; the mail quotes it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The mail to the person quotes it."),
        max_length=REASON_LENGTH,
        validators=[validate_text],
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SureForm(forms.Form):
    """Nothing but that somebody has read the page."""

    sure = forms.CharField(widget=forms.HiddenInput, initial="1")


class MoveForm(forms.Form):
    """To which delegation of the meeting."""

    delegation = forms.ChoiceField(label=gettext_lazy("Delegation"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["delegation"]
        field.choices = [("", "–"), *((one.code, one.name) for one in choices_for(meeting))]


@dataclass(frozen=True)
class Outcome:
    """What came of it for one registration; `refusal` is empty where it was done."""

    registration: Registration
    refusal: str


@dataclass(frozen=True)
class Question:
    """The page before an act: what will happen to whom, and what has to be said first."""

    title: Any
    about: Any
    act: str
    button: Any


class ActsOnMany(admin.ModelAdmin):
    """Carries out an operation on each of several rows, and asks before where it has to."""

    def carry_out(
        self,
        request: HttpRequest,
        queryset: QuerySet[Registration],
        act: Act,
        text: Callable[[int], str],
    ) -> TemplateResponse | None:
        """Act upon each. Where some of several are refused, a page says what came of each one."""
        found = [_outcome(registration, request, act) for registration in queryset]
        done = sum(not one.refusal for one in found)
        if done:
            messages.success(request, text(done) % done)
        if done == len(found):
            return None
        if len(found) == 1:
            messages.warning(request, f"{found[0].registration.receipt_number}: {found[0].refusal}")
            return None
        return self._show_outcomes(request, found)

    def ask(
        self,
        request: HttpRequest,
        queryset: QuerySet[Registration],
        form: forms.Form,
        question: Question,
    ) -> TemplateResponse:
        """Show whom it concerns and the form; what is sent comes back to the same action."""
        context = {
            **self.admin_site.each_context(request),
            "title": question.title,
            "question": question,
            "registrations": queryset,
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/registrations/registration/ask.html", context)

    def _show_outcomes(self, request: HttpRequest, found: Sequence[Outcome]) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext_lazy("What came of each"),
            "outcomes": sorted(found, key=lambda one: not one.refusal),
            "refused": sum(bool(one.refusal) for one in found),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/registrations/registration/outcomes.html", context)


def _outcome(registration: Registration, request: HttpRequest, act: Act) -> Outcome:
    try:
        act(registration, request)
    except REFUSALS as refusal:
        return Outcome(registration, str(refusal))
    return Outcome(registration, "")


def who(request: HttpRequest) -> dict[str, Any]:
    """Return what each operation asks: by whom, and when."""
    return {"by": request.user, "at": clock.now()}
