"""What planners enter about invitations and requests."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registration.registrations.forms.fields import LinesField, OneLineField
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.models import Registration

from .answering import ParticipantsForm, SeenForm, reason_field

_FORMATS = ["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M"]


def _deadline(**given: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("To be answered before"),
        help_text=_("By the clocks of the meeting. Without it: until the bilateral begins."),
        required=False,
        input_formats=_FORMATS,
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M",
            attrs={"type": "datetime-local", "class": "form-control w-auto"},
        ),
        error_messages={"invalid": _("Enter a day and a time, for example 31.12.2020 18:00.")},
        **given,
    )


def _note() -> LinesField:
    return reason_field(
        _("A word of your own"),
        "",
        _("It stands in the mail as you write it, in the language of each reader or not."),
        required=False,
    )


class WordsForm(SummarisedForm):
    """Until when the invited answer, and with which words they are invited."""

    unmarked: tuple[str, ...] = ()

    expires_at = _deadline()
    note = _note()


class SendForm(WordsForm):
    """Which proposed bilaterals are sent, until when, and with which words."""

    field_order = ("chosen",)

    chosen = forms.MultipleChoiceField(
        label=_("Which"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one bilateral."),
            "invalid_choice": _("One of them was sent or changed meanwhile. Choose again."),
        },
    )

    def __init__(self, *args: Any, seen: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chosen"]
        field.choices = [(one, one) for one in seen]

    def _control_id(self, name: str) -> str:
        return "chosen" if name == "chosen" else super()._control_id(name)


class DeadlineForm(SeenForm):
    """Until when a delegation can answer now."""

    expires_at = _deadline()


class OfferAgainForm(DeadlineForm):
    """The same place, offered anew."""

    note = _note()


class KeepTimeForm(DeadlineForm):
    """Why there is no other time, and until when the delegation answers now."""

    reason = reason_field(
        _("Why"), _("Say why: the delegation reads it."), _("The delegation reads it.")
    )


class GiveTimeForm(SeenForm):
    """The time that the delegation has asked for."""


class CancelForm(SeenForm):
    """Why it does not take place."""

    reason = reason_field(
        _("Why"), _("Say why: the delegation reads it."), _("The delegation reads it.")
    )


class TelephoneForm(ParticipantsForm):
    """What a delegation said otherwise than here."""

    answer = forms.ChoiceField(
        label=_("The answer"),
        choices=[
            ("accept", _("It accepts")),
            ("decline", _("It declines")),
            ("participants", _("Others come")),
        ],
        widget=forms.Select(attrs={"class": "form-select w-auto"}),
        error_messages={
            "required": _("Choose the answer."),
            "invalid_choice": _("This answer is not possible as the bilateral stands now."),
        },
    )
    on_behalf = OneLineField(
        label=_("Who said it, and how"),
        help_text=_("It stays on record: for example “Ms. Chávez, by telephone”."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Say who answered, and how.")},
    )
    reason = reason_field(
        _("Why"), "", _("Needed where it declines. The delegation reads it."), required=False
    )

    def __init__(
        self, *args: Any, people: Iterable[Registration], is_accepted: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, people=people, **kwargs)
        if not is_accepted:
            field: Any = self.fields["answer"]
            field.choices = [one for one in field.choices if one[0] != "participants"]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a no."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "decline" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _now("Give a reason."))
        return cleaned


class RefuseAskForm(SummarisedForm):
    """Why a request is refused."""

    unmarked: tuple[str, ...] = ()

    reason = reason_field(
        _("Why"), _("Say why: the delegation reads it."), _("The delegation reads it.")
    )


class TakeUpForm(SummarisedForm):
    """As what a delegation becomes a candidate."""

    unmarked: tuple[str, ...] = ()

    rank = forms.IntegerField(
        label=_("Rank"),
        help_text=_("1 is the first."),
        min_value=1,
        max_value=999,
        initial=50,
        widget=forms.NumberInput(attrs={"class": "form-control w-auto"}),
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        help_text=_("From 1 to 10: among the same rank, more is first."),
        min_value=1,
        max_value=10,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "form-control w-auto"}),
    )
