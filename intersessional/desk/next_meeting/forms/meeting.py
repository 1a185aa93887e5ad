"""Name, place and deadlines of a meeting."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast
from zoneinfo import available_timezones

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registration.meetings.models import Meeting

from ..operations import NewMeeting
from .common import MeetingForm, Sections, day, moment

# Words that stand in addresses of the guided pages themselves.
RESERVED = {"new"}
_THREE = ("en", "fr", "es")


def three(name: str) -> tuple[str, ...]:
    """Return the columns of a text in its three languages."""
    return tuple(f"{name}_{language}" for language in _THREE)


class NamesForm(MeetingForm):
    """What the meeting is called, its address, and its days."""

    begins_on = day(label=_("First day"))
    ends_on = day(label=_("Last day"))
    sections: Sections = (
        (_("Name"), "name", ("kind", *three("title"))),
        (_("In short"), "short", three("short_title")),
        (_("Days"), "days", ("begins_on", "ends_on")),
        (_("Address and receipts"), "address", ("slug", "code")),
    )

    class Meta:
        model = Meeting
        fields = (
            *("kind", *three("title"), *three("short_title")),
            *("begins_on", "ends_on", "slug", "code"),
        )
        help_texts: ClassVar[dict[str, Any]] = {
            "title_en": _("As pages and letters say it, without the year."),
            "short_title_en": _("For the head of pages. Left empty: the title with the year."),
            "slug": _("In the addresses of its pages: /m/…/. Small letters, digits, hyphens."),
            "code": _("Begins each receipt number, as in IM18-0042."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title_fr", "title_es"):
            self.fields[name].required = False
        code = cast(forms.CharField, self.fields["code"])
        code.validators.append(
            RegexValidator(r"^[A-Z0-9]+\Z", _("Capital letters and digits only, such as MSP17."))
        )
        if self.instance.pk and self.instance.is_open:
            # Receipts and links are out: they must go on to lead somewhere.
            for name in ("slug", "code"):
                self.fields[name].disabled = True

    def clean_slug(self) -> str:
        """Refuse a word that the guided pages need for themselves."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise forms.ValidationError(_now("Choose another address: this one is taken."))
        return slug


class BeginForm(NamesForm):
    """The same for a meeting that is to be made, and after which one."""

    token = forms.CharField(
        max_length=40, widget=forms.HiddenInput, validators=[RegexValidator(r"^[\w-]+\Z")]
    )
    source = forms.ModelChoiceField(
        Meeting.objects.all(),
        label=_("Take over from"),
        help_text=_(
            "Each step then begins with what that meeting had, moved to the new days, and you can change"
            " it or leave it out. No person, registration, request or letter is taken over."
        ),
        to_field_name="slug",
        required=False,
        empty_label=_("None: begin with empty pages"),
    )
    sections: Sections = (
        (_("After which meeting"), "after", ("source",)),
        *NamesForm.sections,
    )

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = cast(Any, self.fields["source"])
        source.choices = [
            ("", source.empty_label),
            *((one.slug, f"{one.short_title}, {one.dates_text}") for one in meetings),
        ]

    def _post_clean(self) -> None:
        """Ask only what the meeting is begun with: its deadlines do not exist yet."""
        super(MeetingForm, self)._post_clean()  # type: ignore[misc]

    def validate_unique(self) -> None:
        """Leave this to the operation: the same form sent twice names a meeting that is there."""

    def details(self) -> NewMeeting:
        """Return what was typed."""
        return NewMeeting(**self.values())


class PlaceForm(MeetingForm):
    """Where the meeting is; the building may be known later."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Days and deadlines are meant by its clocks.")
    )
    sections: Sections = (
        (_("Building"), "building", (*three("venue"), "street", "postal_code")),
        (_("City"), "city", (*three("city"), *three("country"), "time_zone")),
        (_("Contact"), "contact", ("contact_email",)),
    )

    class Meta:
        model = Meeting
        fields = (
            *(*three("venue"), "street", "postal_code"),
            *(*three("city"), *three("country"), "time_zone", "contact_email"),
        )
        help_texts: ClassVar[dict[str, Any]] = {
            "venue_en": _(
                "Leave building and street empty as long as they are not known: pages and letters then"
                " say that the venue is to be confirmed."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(name for name in available_timezones() if "/" in name)
        cast(Any, self.fields["time_zone"]).choices = [(name, name) for name in zones]


class DatesForm(MeetingForm):
    """When the doors of registration open and close, and what else has a day."""

    registration_opens_at = moment(label=_("Registration opens"))
    registration_closes_at = moment(
        label=_("Registration closes"),
        help_text=_(
            "The first instant that is late: for “until 18 November”, 19 November at 00:00."
        ),
    )
    visa_advised_on = day(
        label=_("Advised last day to ask for a visa letter"),
        help_text=_("A visa can take three weeks and more."),
        required=False,
    )
    interventions_close_at = moment(
        label=_("Requests for the floor close"),
        help_text=_("Where a segment has no time of its own. The first instant that is late."),
        required=False,
    )
    bilaterals_on = day(
        label=_("Day of the bilaterals"),
        help_text=_("Leave it empty if the President and the Committees receive nobody."),
        required=False,
    )
    sections: Sections = (
        (_("Registration"), "registration", ("registration_opens_at", "registration_closes_at")),
        (_("Before the meeting"), "before", ("visa_advised_on", "interventions_close_at")),
        (_("Bilaterals"), "bilaterals", ("bilaterals_on",)),
        (
            _("Hours of a day"),
            "hours",
            (
                *("morning_begins", "morning_ends", "afternoon_begins", "afternoon_ends"),
                "hours_are_indicative",
            ),
        ),
    )

    class Meta:
        model = Meeting
        fields = (
            *("registration_opens_at", "registration_closes_at", "visa_advised_on"),
            *("interventions_close_at", "bilaterals_on", "morning_begins", "morning_ends"),
            *("afternoon_begins", "afternoon_ends", "hours_are_indicative"),
        )
        widgets: ClassVar[dict[str, Any]] = {
            f"{part}_{end}": forms.TimeInput(
                format="%H:%M", attrs={"type": "time", "class": "w-auto"}
            )
            for part in ("morning", "afternoon")
            for end in ("begins", "ends")
        }
