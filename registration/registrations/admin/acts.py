"""What is done with one registration or with many: each by its operation, and the outcome is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
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

# Each is a transaction of its own, with its mail: so many are done well within the time of a request.
AT_ONCE = 100
# All that are chosen, in one field: a form with one for each row is too large for some hundreds.
CHOSEN = "chosen"
# What says which rows and which action; every other field says how, and is asked once.
_FRAME = {"csrfmiddlewaretoken", "action", "index", "select_across", ACTION_CHECKBOX_NAME, CHOSEN}

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


class ActsOnMany(admin.ModelAdmin):
    """Carries out an operation on each of several rows, and asks before where it has to."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Read which rows are meant also from the one field of the pages that ask."""
        if CHOSEN in request.POST:
            post = request.POST.copy()
            post.setlist(ACTION_CHECKBOX_NAME, _keys(str(post[CHOSEN])))
            request.POST = post  # type: ignore[assignment]
        return cast(HttpResponse, super().changelist_view(request, extra_context))

    def carry_out(
        self,
        request: HttpRequest,
        queryset: QuerySet[Registration],
        act: Act,
        text: Callable[[int], str],
    ) -> TemplateResponse | None:
        """Act upon each of the first hundred; a page goes on with the others.

        Where some of several are refused, it says what came of each one.
        """
        rows = list(queryset[:AT_ONCE])
        others = queryset.exclude(pk__in=[one.pk for one in rows])
        later = _later(request, others) if len(rows) == AT_ONCE else None
        found = [_outcome(registration, request, act) for registration in rows]
        done = sum(not one.refusal for one in found)
        if done:
            messages.success(request, text(done) % done)
        if done == len(found) and later is None:
            return None
        if len(found) == 1:
            messages.warning(request, f"{found[0].registration.receipt_number}: {found[0].refusal}")
            return None
        return self._show_outcomes(request, found, later)

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
            "registrations": (rows := list(queryset)),
            "chosen": " ".join(str(one.pk) for one in rows),
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


def _keys(chosen: str) -> list[str]:
    """Return the numbers of the rows that a page carries; whatever is none is left out."""
    return [key for key in chosen.split() if key.isascii() and key.isdigit() and len(key) < 19]


def _later(request: HttpRequest, others: QuerySet[Registration]) -> Later | None:
    """Return what goes on with those after the first hundred, or None where there are none."""
    keys = list(others.values_list("pk", flat=True))
    if not keys:
        return None
    said = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _FRAME
    ]
    chosen = " ".join(str(key) for key in keys)
    return Later(
        request.POST.get("action", ""), len(keys), chosen, cast(list[tuple[str, str]], said)
    )


def _outcome(registration: Registration, request: HttpRequest, act: Act) -> Outcome:
    try:
        act(registration, request)
    except REFUSALS as refusal:
        return Outcome(registration, str(refusal))
    return Outcome(registration, "")


def who(request: HttpRequest) -> dict[str, Any]:
    """Return what each operation asks: by whom, and when."""
    return {"by": request.user, "at": clock.now()}
