"""What planners enter about candidates."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Tag
from registration.delegations.queries import choices_for
from registration.meetings.models import Meeting
from registration.registrations.forms.fields import LinesField, OneLineField
from registration.registrations.forms.summary import SummarisedForm

from ..details import CandidateDetails
from ..models import Candidate, Host
from ..models.candidates import REASON_LENGTH
from ..quorum import day_of
from ..tags import label_of

_HOURS = re.compile(r"(\d{1,2})[:.h](\d{2})\s*[-–—]\s*(\d{1,2})[:.h](\d{2})")
_MOST_WANTED = 10
_LOWEST_RANK = 999
_BIGGEST = 2**31 - 1


def _number(label: Any, least: int, most: int, **given: Any) -> forms.IntegerField:
    say = format_lazy(_("Enter a number from {least} to {most}."), least=least, most=most)
    names = ("required", "invalid", "min_value", "max_value")
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"class": "form-control w-auto"}),
        error_messages=dict.fromkeys(names, say),
        **given,
    )


def _reason(label: Any, missing: Any = "", **given: Any) -> OneLineField:
    return OneLineField(
        label=label,
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": missing},
        **given,
    )


class _AddForm(SummarisedForm):
    """Rank, weight and reason of those who are added."""

    reason = _reason(
        _("Reason"),
        required=False,
        help_text=_("Why the host should meet it. The delegation does not see it."),
    )
    rank = _number(_("Rank"), 1, _LOWEST_RANK, initial=50, help_text=_("1 is the first."))
    weight = _number(
        _("Weight"),
        1,
        10,
        initial=1,
        help_text=_("From 1 to 10: among the same rank, more is first."),
    )

    def details(self) -> dict[str, Any]:
        """Return what the operation takes besides whom."""
        return {name: self.cleaned_data[name] for name in ("reason", "rank", "weight")}


class TagForm(_AddForm):
    """Add all with a tag."""

    tag = forms.ChoiceField(
        label=_("Tag"),
        widget=forms.Select(attrs={"class": "form-select w-auto"}),
        error_messages={"required": _("Choose a tag."), "invalid_choice": _("Choose a tag.")},
    )
    field_order = ("tag", "reason", "rank", "weight")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags = {tag.slug: tag for tag in Tag.objects.all()}
        choices = [(slug, label_of(tag)) for slug, tag in self.tags.items()]
        cast(Any, self.fields["tag"]).choices = [("", "–"), *choices]

    @property
    def tag_chosen(self) -> Tag:
        """The tag."""
        return self.tags[self.cleaned_data["tag"]]


class HandForm(_AddForm):
    """Add one delegation."""

    entity = forms.ChoiceField(
        label=_("State or organisation"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": _("Choose a State or an organisation."),
            "invalid_choice": _("Choose a State or an organisation."),
        },
    )
    together = forms.MultipleChoiceField(
        label=_("Together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Other hosts that meet the delegation at the same time, in one bilateral."),
        error_messages={"invalid_choice": _("Choose among the hosts of the list.")},
    )
    field_order = ("entity", "together", "reason", "rank", "weight")

    def __init__(
        self, *args: Any, meeting: Meeting, others: Sequence[Host] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if others:
            together: Any = self.fields["together"]
            together.choices = [(one.slug, one.name) for one in others]
        else:
            del self.fields["together"]
        listed = [(one.code, one.name) for one in choices_for(meeting)]
        cast(Any, self.fields["entity"]).choices = [("", "–"), *listed]


class OrderForm(forms.Form):
    """One place up or down: whom, and the order that was seen."""

    do = forms.RegexField(r"^(up|down):[0-9]{1,18}\Z")
    seen = forms.RegexField(r"^[0-9]{1,18}(,[0-9]{1,18})*\Z", max_length=20_000)

    def orders(self) -> tuple[list[int], list[int]]:
        """Return the keys as they were seen, and as they should be."""
        way, _colon, key = self.cleaned_data["do"].partition(":")
        seen = [int(one) for one in self.cleaned_data["seen"].split(",")]
        wanted = list(seen)
        if int(key) in wanted:
            place = wanted.index(int(key))
            wanted.insert(max(place + (-1 if way == "up" else 1), 0), wanted.pop(place))
        return seen, wanted


class CandidateForm(SummarisedForm):
    """What a placement of a candidate has to mind."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=_BIGGEST)
    rank = _number(_("Rank"), 1, _LOWEST_RANK, help_text=_("1 is the first."))
    weight = _number(
        _("Weight"), 1, 10, help_text=_("From 1 to 10: among the same rank, more is first.")
    )
    reason = _reason(
        _("Reason"),
        required=False,
        help_text=_("Why the host should meet it. The delegation does not see it."),
    )
    minutes = _number(
        _("Minutes"), 5, 180, required=False, help_text=_("If other than the host’s.")
    )
    wanted = LinesField(
        label=_("Preferred times"),
        required=False,
        max_length=500,
        help_text=_("One to a line, such as 09:30–11:00."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control w-auto"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("In which the delegation can meet without an interpreter."),
        error_messages={"invalid_choice": _("Choose among the languages of the list.")},
    )
    needs_accessible_room = forms.BooleanField(
        label=_("Needs a room without steps"), required=False
    )
    is_set_aside = forms.BooleanField(
        label=_("Set aside"), required=False, help_text=_("The plan leaves it out.")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        for name in ("needs_accessible_room", "is_set_aside"):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    @classmethod
    def initial_of(cls, candidate: Candidate) -> dict[str, Any]:
        """Return what the form shows of a candidate as it stands."""
        names = ("rank", "weight", "reason", "minutes", "languages", "version")
        ticks = ("needs_accessible_room", "is_set_aside")
        zone = candidate.meeting.zone
        wanted = [(one.begins_at, one.ends_at) for one in candidate.wanted.all()]
        stored = {name: getattr(candidate, name) for name in (*names, *ticks)}
        return stored | {"wanted": _lines(wanted, zone)}

    def clean_wanted(self) -> tuple[tuple[datetime, datetime], ...]:
        """Read times of the day of the bilaterals."""
        lines = [one.strip() for one in self.cleaned_data["wanted"].split("\n") if one.strip()]
        if len(lines) > _MOST_WANTED:
            raise ValidationError(_now("Enter at most %d times.") % _MOST_WANTED)
        return tuple(sorted(self._period(line) for line in lines))

    def _period(self, line: str) -> tuple[datetime, datetime]:
        read = _HOURS.fullmatch(line)
        try:
            if read is None:
                raise ValueError
            hours = [int(one) for one in read.groups()]
            begins, ends = time(hours[0], hours[1]), time(hours[2], hours[3])
        except ValueError:
            words = _now("“%(line)s” is no time of the day. Write it such as 09:30–11:00.")
            raise ValidationError(words % {"line": line}) from None
        if begins >= ends:
            raise ValidationError(_now("“%(line)s” ends before it begins.") % {"line": line})
        day, zone = day_of(self.meeting), self.meeting.zone
        return datetime.combine(day, begins, zone), datetime.combine(day, ends, zone)

    def details(self) -> CandidateDetails:
        """Return what was entered."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return CandidateDetails(**given | {"languages": tuple(given["languages"])})

    def shown(self) -> dict[str, Any]:
        """Return what was entered, as `initial_of` returns what is stored."""
        given = dict(self.cleaned_data)
        given["wanted"] = _lines(given["wanted"], self.meeting.zone)
        return given

    def stand_on(self, version: int) -> None:
        """Be about another version: whoever sends the form again has seen that one."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data


def _lines(periods: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> str:
    """Return times of the day as one types them."""
    return "\n".join(
        f"{begins.astimezone(zone):%H:%M}–{ends.astimezone(zone):%H:%M}" for begins, ends in periods
    )


class ExcuseForm(SummarisedForm):
    """Which member need not come, and why."""

    member = forms.ChoiceField(
        label=_("Member"),
        widget=forms.Select(attrs={"class": "form-select w-auto"}),
        error_messages={
            "required": _("Choose a member."),
            "invalid_choice": _("Choose a member that comes so far."),
        },
    )
    reason = _reason(_("Reason"), _("Say why the member is excused."))

    def __init__(self, *args: Any, members: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["member"]).choices = [("", "–"), *members]


class RecusalForm(SummarisedForm):
    """Who confirmed that the member steps aside, and how."""

    reason = _reason(
        _("Who confirmed it, and how"),
        _("Say who confirmed that the member steps aside, and how."),
        help_text=_("Such as “The Chair, by e-mail of 4 May”."),
    )
