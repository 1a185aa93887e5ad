"""What is done with one registration or with many: each by its operation, and the outcome is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
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
from .chosen import CHOSEN, TakesChosen, chosen, seen

REFUSALS = (
    TransitionRefused,
    operations.NoPlace,
    operations.UnknownDelegation,
    operations.ChangedMeanwhile,
    policies.ChangesClosed,
)

# Each is a transaction of its own, with its mail: so many are done well within the time of a request.
AT_ONCE = 100
# What says which rows and which action; every other field says how, and is asked once.
_FRAME = {"csrfmiddlewaretoken", "action", "index", "select_across", ACTION_CHECKBOX_NAME, CHOSEN}

# It takes the registration and, by name, its version, by whom, and when.
Act = Callable[..., object]


class DeclineForm(forms.Form):
    """Why a registration is declined; the mail quotes it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The mail to the person quotes it."),
        max_length=REASON_LENGTH,
        validators=[validate_text],
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    """Why something is done with registrations; whoever looks at their history reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "It is kept with the history of each registration. No mail quotes it."
        ),
        max_length=REASON_LENGTH,
        validators=[validate_text],
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(ReasonForm):
    """To which delegation of the meeting, and why."""

    delegation = forms.ChoiceField(label=gettext_lazy("Delegation"))
    field_order = ("delegation", "reason")

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
class Later:
    """Those that were chosen, too, and what was said of all: one button goes on with them."""

    act: str
    count: int
    chosen: str
    said: list[tuple[str, str]]


@dataclass(frozen=True)
class Question:
    """The page before an act: what will happen to whom, and what has to be said first."""

    title: Any
    about: Any
    act: str
    button: Any


class ActsOnMany(TakesChosen):
    """Carries out an operation on each of several rows, and asks before where it has to."""

    def carry_out(
        self,
        request: HttpRequest,
        queryset: QuerySet[Registration],
        act: Act,
        text: Callable[[int], str],
    ) -> TemplateResponse | None:
        """Act upon each of the first hundred, as it was seen; a page goes on with the others.

        Of one it says what came of it; of several it shows what came of each.
        """
        rows, before = list(queryset[:AT_ONCE]), seen(request)
        others = queryset.exclude(pk__in=[one.pk for one in rows])
        later = _later(request, others, before) if len(rows) == AT_ONCE else None
        found = [
            _outcome(one, act, version=before.get(one.pk) or one.version, **who(request))
            for one in rows
        ]
        done = sum(not one.refusal for one in found)
        if done:
            messages.success(request, text(done) % done)
        if len(found) > 1 or later:
            return self._show_outcomes(request, found, later)
        for one in found:
            if one.refusal:
                messages.warning(request, f"{one.registration.receipt_number}: {one.refusal}")
        return None

    def ask(
        self,
        request: HttpRequest,
        queryset: QuerySet[Registration],
        form: forms.Form,
        question: Question,
    ) -> TemplateResponse:
        """Show whom it concerns and the form; what is sent comes back to the same action."""
        rows, before = list(queryset), seen(request)
        context = {
            **self.admin_site.each_context(request),
            "title": question.title,
            "question": question,
            "registrations": rows,
            "chosen": chosen(((one.pk, one.version) for one in rows), before),
            "at_once": AT_ONCE if len(rows) > AT_ONCE else 0,
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/registrations/registration/ask.html", context)

    def _show_outcomes(
        self, request: HttpRequest, found: Sequence[Outcome], later: Later | None
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext_lazy("What came of each"),
            "outcomes": sorted(found, key=lambda one: not one.refusal),
            "refused": sum(bool(one.refusal) for one in found),
            "later": later,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/registrations/registration/outcomes.html", context)


def _later(
    request: HttpRequest, others: QuerySet[Registration], before: dict[int, int]
) -> Later | None:
    """Return what goes on with those after the first hundred, or None where there are none."""
    rows = list(others.values_list("pk", "version"))
    if not rows:
        return None
    said = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _FRAME
    ]
    words = cast(list[tuple[str, str]], said)
    return Later(request.POST.get("action", ""), len(rows), chosen(rows, before), words)


def _outcome(registration: Registration, act: Act, **how: Any) -> Outcome:
    try:
        act(registration, **how)
    except REFUSALS as refusal:
        return Outcome(registration, str(refusal))
    return Outcome(registration, "")


def who(request: HttpRequest) -> dict[str, Any]:
    """Return what each operation asks: by whom, and when."""
    return {"by": request.user, "at": clock.now()}
