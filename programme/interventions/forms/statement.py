"""What a form asks of a statement, whether it is asked for or changed."""

from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programme.agenda.reading import Named, Segment
from registration.delegations.models import Delegation
from registration.registrations.forms.fields import LinesField, OneLineField
from registration.registrations.forms.particulars import helper
from registration.registrations.layout import Section
from registration.registrations.models import Registration, SpokenLanguage

from .. import policies
from ..details import InterventionDetails
from ..lists.ordering import STATES
from ..models import Kind, ProtocolLevel
from ..models.interventions import (
    ASKED_IN_ADVANCE,
    GROUP_LENGTH,
    NOTE_LENGTH,
    REASON_LENGTH,
)
from .handing_in import WithStatement

ORAL, WRITTEN = "oral", "written"


class InterventionForm(WithStatement):
    """What is said of a statement, whether it is asked for or changed.

    `abouts` are the States on whose requests the programme takes comments; `members` can be named as
    speakers.
    """

    kind = forms.ChoiceField(
        label=_("Kind of statement"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to say.")},
    )
    about = forms.ChoiceField(
        label=_("On whose request"),
        help_text=_("For a comment only."),
        required=False,
    )
    on_behalf_of = OneLineField(
        label=_("On behalf of"),
        help_text=_(
            "Only where you speak for a group, too, for example the African Group. A statement for a"
            " group comes before national ones."
        ),
        max_length=GROUP_LENGTH,
        required=False,
    )
    manner = forms.ChoiceField(
        label=_("Orally or in writing"),
        choices=[
            (ORAL, _("We want to speak")),
            (WRITTEN, _("In writing only; nobody speaks")),
        ],
        initial=ORAL,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether somebody speaks.")},
    )
    speaker = forms.TypedChoiceField(
        label=_("Speaker"),
        help_text=_("You can name somebody else until you are called."),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={
            "invalid_choice": _("Choose a speaker of this delegation, or “to be named”.")
        },
    )
    protocol_level = forms.TypedChoiceField(
        label=_("Protocol level of the speaker"),
        help_text=_("A Head of State, a minister and so on speak before the others."),
        choices=ProtocolLevel.choices,
        coerce=int,
        empty_value=None,
        initial=ProtocolLevel.OTHER,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the statement"),
        choices=SpokenLanguage,
        error_messages={"required": _("Choose the language.")},
    )
    minutes_wished = forms.IntegerField(
        label=_("Minutes wished"),
        min_value=1,
        max_value=60,
        required=False,
        widget=forms.NumberInput(attrs={"class": "w-auto", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Enter the minutes as a number, for example 3."),
            "min_value": _("A statement takes from 1 to 60 minutes."),
            "max_value": _("A statement takes from 1 to 60 minutes."),
        },
    )
    has_disaggregated_data = forms.BooleanField(
        label=_("The statement contains age- and sex-disaggregated data"),
        help_text=_("For example on victims, or on those who took part in risk education."),
        required=False,
    )
    note = LinesField(
        label=_("Note to the secretariat"),
        help_text=_("For example: the speaker arrives at noon. Only the secretariat reads it."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    late_reason = LinesField(
        label=_("Reason for the late request"),
        help_text=_("The Implementation Support Unit reads it and decides."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tell us why this comes late.")},
    )
    # The hidden field that tells whether this form was seen or sent before.
    mark = ""

    def __init__(
        self,
        *args: Any,
        segment: Segment,
        delegation: Delegation,
        members: list[Registration],
        abouts: list[Named],
        is_late: bool,
        before: InterventionDetails | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in (*self.of_statement, "late_reason"):  # in the order of the page
            self.fields[name] = self.fields.pop(name)
        self.segment, self.delegation, self.is_late = segment, delegation, is_late
        self.kinds = _kinds(segment, delegation, abouts, before)
        self.abouts = _once(abouts)
        self._prepare(members)
        if before:
            self._begin_with(before)
        self.helper = helper(*self.sections())

    def _prepare(self, members: list[Registration]) -> None:
        """Offer what fits the segment and the delegation, and nothing else."""
        self._choices("kind", [(one.value, capfirst(str(one.label))) for one in self.kinds])
        self.fields["kind"].initial = self.kinds[0].value
        self._choices("about", [("", "–"), *((one.key, str(one.name)) for one in self.abouts)])
        named = [(str(one.pk), f"{one.printed_name}, {one.function}") for one in members]
        self._choices("speaker", [("", _now("to be named")), *named])
        self.fields["language"].initial = (get_language() or "en")[:2]
        self.fields["minutes_wished"].help_text = _limits(self.segment, self.delegation)
        if len(self.kinds) == 1:
            del self.fields["kind"]
        if Kind.COMMENT not in self.kinds or self.segment.about:
            del self.fields["about"]
        if self.delegation.category not in STATES:
            del self.fields["protocol_level"]
        if self.delegation.category not in policies.GROUPS:
            del self.fields["on_behalf_of"]
        if not self.is_late:
            del self.fields["late_reason"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _begin_with(self, before: InterventionDetails) -> None:
        offered = [key for key, _name in cast(Any, self.fields["speaker"]).choices]
        speaker = str(before.speaker_id or "")
        values = vars(before) | {
            "about": before.about_code,
            "manner": WRITTEN if before.is_written_only else ORAL,
            "speaker": speaker if speaker in offered else "",
        }
        self.initial.update({name: value for name, value in values.items() if name in self.fields})

    def sections(self) -> list[Section | str]:
        """Return what is asked, for the layout of the page."""
        laid_out = [
            (
                _("Statement"),
                "statement",
                ["kind", "about", "on_behalf_of", "manner", "language", "minutes_wished"],
            ),
            (_("Speaker"), "who", ["speaker", "protocol_level"]),
            (_("Also"), "also", ["has_disaggregated_data", "note"]),
            (_("Text of the statement"), "text", self.of_statement),
            (_("Late request"), "late", ["late_reason"]),
        ]
        found: list[Section | str] = [self.mark] if self.mark else []
        for title, key, names in laid_out:
            asked = [name for name in names if name in self.fields]
            if asked:
                found.append(Section(title, *asked, css_id=key))
        return found

    def clean(self) -> dict[str, Any]:
        """Ask on whose request a comment is."""
        cleaned = super().clean() or self.cleaned_data
        if (
            "about" in self.fields
            and cleaned.get("kind") == Kind.COMMENT
            and not cleaned.get("about")
        ):
            self.add_error("about", _("Choose on whose request you want to comment."))
        return cleaned

    def _problem(self, name: str, error: str) -> str:
        if name == self.mark:
            return str(_("The form came without its number. Please send it again."))
        return error

    def details(self) -> InterventionDetails:
        """Return the valid answers as a value; what was not asked has its plain value."""
        cleaned = self.cleaned_data
        kind = cleaned.get("kind") or self.kinds[0].value
        fixed = self.segment.about.key if self.segment.about else ""
        return InterventionDetails(
            kind=kind,
            about_code=(fixed or cleaned.get("about", "")) if kind == Kind.COMMENT else "",
            on_behalf_of=cleaned.get("on_behalf_of", ""),
            speaker_id=cleaned["speaker"],
            protocol_level=cleaned.get("protocol_level") or ProtocolLevel.OTHER.value,
            is_written_only=cleaned["manner"] == WRITTEN,
            language=cleaned["language"],
            minutes_wished=cleaned["minutes_wished"],
            has_disaggregated_data=cleaned["has_disaggregated_data"],
            note=cleaned["note"],
            late_reason=cleaned.get("late_reason", ""),
        )


def _kinds(
    segment: Segment,
    delegation: Delegation,
    abouts: list[Named],
    before: InterventionDetails | None,
) -> list[Kind]:
    """Return what can be said: comments on a request, by others than the one whose it is."""
    asked_in_the_room = before and Kind(before.kind) not in ASKED_IN_ADVANCE
    if asked_in_the_room:
        return [Kind(before.kind)] if before else []
    if segment.about and segment.about.key != delegation.entity.code:
        found = [Kind.COMMENT]
    elif segment.about or not abouts:
        found = [Kind.UPDATE, Kind.GENERAL]
    else:
        found = list(ASKED_IN_ADVANCE)
    if before and Kind(before.kind) not in found:
        found.append(Kind(before.kind))
    return found


def _once(abouts: list[Named]) -> list[Named]:
    """Return each State once, by its name."""
    found = {one.key: one for one in abouts}
    return sorted(found.values(), key=lambda one: str(one.name))


def _limits(segment: Segment, delegation: Delegation) -> str:
    """Say for how long one may speak here."""
    is_state = delegation.category in STATES
    minutes = segment.national_minutes if is_state else segment.organisation_minutes
    own = ngettext(
        "The limit here is %(n)d minute.", "The limit here is %(n)d minutes.", minutes
    ) % {"n": minutes}
    if delegation.category not in policies.GROUPS:
        return own
    group = ngettext(
        "%(n)d minute on behalf of a group.",
        "%(n)d minutes on behalf of a group.",
        segment.group_minutes,
    ) % {"n": segment.group_minutes}
    return f"{own} {group}"
