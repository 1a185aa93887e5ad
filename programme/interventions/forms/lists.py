"""What the staff enter about a list of speakers."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional import codes
from intersessional.text import tidy, validate_one_line
from registration.delegations.models import Category
from registration.delegations.queries import choices_for
from registration.registrations.forms.fields import LinesField
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.models import SpokenLanguage

from ..details import InterventionDetails
from ..lists.budget import LEAST_SECONDS, STEP_SECONDS
from ..lists.ordering import STATES
from ..models import Kind, ProtocolLevel
from ..models.interventions import (
    ASKED_IN_ADVANCE,
    GROUP_LENGTH,
    NOTE_LENGTH,
    REASON_LENGTH,
    TOKEN_LENGTH,
)
from ..queries import ListedSegment

MOST_MINUTES = 15
_BIGGEST = 2**31 - 1


class _Seen(SummarisedForm):
    """A form that says which version of the list, or of the request, was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=_BIGGEST)

    def stand_on(self, version: int) -> None:
        """Be about another version: whoever sends the form again has seen that one."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data


def _reason(label: Any, missing: Any, help_text: Any = "", *, required: bool = True) -> LinesField:
    return LinesField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": missing},
    )


class MoveForm(_Seen):
    """To which place, and why."""

    place = forms.IntegerField(
        label=_("New place"),
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput(attrs={"class": "form-control w-auto"}),
        error_messages={
            "required": _("Enter a place such as 2."),
            "invalid": _("Enter a place such as 2."),
        },
    )
    reason = _reason(
        _("Why"),
        _("Say why: the reason stands beside the new place."),
        _("It stands beside the place, for the delegation, too."),
    )


class WithdrawForm(_Seen):
    """Why a request is withdrawn for its delegation."""

    reason = _reason(
        _("Why"), _("Say why: the delegation reads it."), _("The delegation reads it.")
    )


class DecisionForm(SummarisedForm):
    """Why a late request is not accepted."""

    reason = _reason(
        _("Why"), _("Say why: the delegation reads it."), _("The delegation reads it.")
    )


class TurnForm(_Seen):
    """Open or close a list."""

    do = forms.ChoiceField(choices=[("open", "open"), ("close", "close")])
    # Where closing draws lots, which cannot be drawn anew.
    sure = forms.BooleanField(required=False)


class StepForm(_Seen):
    """One place up or down the list: which way, whom, and why."""

    step = forms.RegexField(r"^(up|down):[0-9]{1,18}\Z")
    reason = LinesField(required=False, max_length=REASON_LENGTH)

    @property
    def step_by(self) -> int:
        """−1 is up, 1 down."""
        return -1 if self.cleaned_data["step"].startswith("up") else 1

    @property
    def request(self) -> int:
        """The key of the request."""
        return int(self.cleaned_data["step"].partition(":")[2])


class LimitForm(_Seen):
    """How long each may speak from now on; nothing ends the limit."""

    seconds = forms.TypedChoiceField(
        label=_("Speaking time of each"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(one, one) for one in range(LEAST_SECONDS, MOST_MINUTES * 60 + 1, STEP_SECONDS)],
    )


class AskForm(SummarisedForm):
    """Ask for the floor for a delegation; its speaker is to be named."""

    delegation = forms.ChoiceField(
        label=_("Delegation"), error_messages={"required": _("Choose a delegation.")}
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("intervention", "Kind"),
        choices=[(one.value, one.label) for one in ASKED_IN_ADVANCE],
    )
    about = forms.ChoiceField(
        label=_("On whose request"), help_text=_("For a comment only."), required=False
    )
    on_behalf_of = forms.CharField(
        label=_("On behalf of"),
        help_text=_("A group for which the delegation speaks, if it does."),
        required=False,
        max_length=GROUP_LENGTH,
        validators=[validate_one_line],
    )
    protocol_level = forms.TypedChoiceField(
        label=_("Protocol level"),
        coerce=int,
        choices=ProtocolLevel.choices,
        initial=ProtocolLevel.OTHER,
    )
    language = forms.ChoiceField(
        label=_("Language of the statement"), choices=SpokenLanguage.choices, initial="en"
    )
    minutes_wished = forms.IntegerField(
        label=_("Minutes wished"), required=False, min_value=1, max_value=60
    )
    is_written_only = forms.BooleanField(label=_("In writing only"), required=False)
    note = LinesField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    token = forms.CharField(max_length=TOKEN_LENGTH, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, segment: ListedSegment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = choices_for(segment.meeting)
        states = [(one.code, one.name) for one in listed if Category(one.category) in STATES]
        fields: Any = self.fields
        fields["delegation"].choices = [("", "–"), *((one.code, one.name) for one in listed)]
        fields["about"].choices = [("", "–"), *states]
        about = segment.segment.about
        self.initial["kind"] = Kind.COMMENT if about else Kind.UPDATE
        self.initial["about"] = about.key if about else ""
        for field in fields.values():
            _dress(field)

    def clean(self) -> dict[str, Any]:
        """A comment is on somebody's request; nothing else is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") != Kind.COMMENT:
            cleaned["about"] = ""
        elif not cleaned.get("about") and "about" not in self.errors:
            self.add_error("about", _now("Choose the State on whose request the comment is."))
        return cleaned

    def details(self) -> InterventionDetails:
        """Return what is asked for."""
        given = self.cleaned_data
        return InterventionDetails(
            kind=given["kind"],
            about_code=given["about"],
            on_behalf_of=tidy(given["on_behalf_of"]),
            protocol_level=given["protocol_level"],
            is_written_only=given["is_written_only"],
            language=given["language"],
            minutes_wished=given["minutes_wished"],
            note=given["note"],
        )

    @property
    def form_token(self) -> str:
        """The token of this form: the one that was sent, or a new one."""
        sent = str(self.data.get("token", "")) if self.is_bound else ""
        return sent[:TOKEN_LENGTH] or codes.address_token()


def _dress(field: forms.Field) -> None:
    """Give a control the class of its kind, and its label a capital."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        widget.attrs["class"] = "form-check-input"
    elif isinstance(widget, forms.Select):
        widget.attrs["class"] = "form-select"
    elif isinstance(widget, forms.NumberInput):
        widget.attrs["class"] = "form-control w-auto"
    else:
        widget.attrs["class"] = "form-control"
    field.label = capfirst(str(field.label or ""))
