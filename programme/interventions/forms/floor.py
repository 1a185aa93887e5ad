"""What is typed at the chair's screen about a speaker."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registration.registrations.forms.amending import VersionField
from registration.registrations.forms.fields import OneLineField
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.models import Registration, SpokenLanguage

from ..models import Intervention
from ..models.interventions import NAME_LENGTH


class SpeakerForm(SummarisedForm):
    """Who speaks: somebody registered for the delegation, or a name that was told; and how."""

    version = VersionField()
    speaker = forms.TypedChoiceField(
        label=_("Registered for the delegation"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "invalid_choice": _("Choose a speaker of this delegation, or “to be named”.")
        },
    )
    name = OneLineField(
        label=_("Or another name"),
        help_text=_("As it is printed: Ms. Ana EXAMPLE."),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the statement"),
        choices=SpokenLanguage,
        widget=forms.Select(attrs={"class": "form-select w-auto"}),
    )

    def __init__(
        self, *args: Any, intervention: Intervention, members: list[Registration], **kwargs: Any
    ) -> None:
        named = [(one.pk, one.printed_name) for one in members]
        speaker = intervention.speaker_id
        kwargs["initial"] = {
            "version": intervention.version,
            "speaker": speaker if speaker in dict(named) else "",
            "name": intervention.name_in_the_room,
            "language": intervention.language,
        }
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["speaker"])
        field.choices = [("", _now("to be named")), *named]

    def clean(self) -> dict[str, Any]:
        """One of both says who speaks."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("speaker") and cleaned.get("name"):
            self.add_error("name", _now("Choose somebody or type a name, not both."))
        return cleaned

    def stand_on(self, current: Intervention) -> None:
        """Keep what was typed, and let it be sent on top of the version in `current`."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(current.version)
        self.data = data
