"""Forms of the staff: texts of an invitation, whose letter to preview, terms of a letter for a visa."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersessional.audit.models import AuditEntry
from intersessional.localised import sort_key
from registration.delegations.models import Entity
from registration.delegations.queries import with_categories
from registration.registrations.forms.fields import OneLineField
from registration.registrations.models import Payer, Registration
from registration.registrations.travel import Terms, TravelParticulars

from .audiences import audience_of
from .facts import LINE_LENGTH
from .invitations.wording import PARTS
from .models import InvitationTemplate

# Which buttons try a text instead of saving it.
SHOW, DOWNLOAD = "_preview", "_pdf"
_ONE_LINE = {"sender", "place_and_date", "reference", "salutation", "subject", "later_pages"}


class _Version(forms.IntegerField):
    """The version that was shown. Nobody types it, so it never counts as a change."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class _Part(forms.CharField):
    """A part of the text. Browsers send their own line ends, which are no change."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace("\r\n", "\n"))


def _rows(name: str, text: str) -> int:
    """Return how many lines the field shows: what is written, within reason."""
    if name in _ONE_LINE:
        return 1
    return max(2, min(30, sum(len(line) // 65 + 1 for line in text.splitlines()) + 1))


class InvitationTemplateForm(forms.ModelForm):
    """The parts of one text. Sent by a button of the preview it is never valid, so never saved."""

    version = _Version(widget=forms.HiddenInput, required=False)

    class Meta:
        model = InvitationTemplate
        fields = ("meeting", "audience", "language", "dated_on", *PARTS)
        field_classes = dict.fromkeys(PARTS, _Part)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        for name in PARTS:
            if name in self.fields:
                rows = _rows(name, self[name].value() or "")
                self.fields[name].widget = forms.Textarea(attrs={"rows": rows})

    @property
    def marked(self) -> list[forms.BoundField]:
        """The parts with something wrong."""
        return [self[name] for name in self.errors if name in self.fields]

    @property
    def is_preview(self) -> bool:
        """Whether the text is only to be tried."""
        return SHOW in self.data or DOWNLOAD in self.data

    def is_valid(self) -> bool:
        """Say whether the text may be saved."""
        return super().is_valid() and not self.is_preview

    def clean(self) -> dict[str, Any]:
        """Refuse a text that somebody else has saved since this page was opened."""
        given = super().clean() or self.cleaned_data
        if self.instance.pk and not self.is_preview:
            self._compare(given)
        return given

    def _compare(self, given: dict[str, Any]) -> None:
        """Show both versions where they differ; saved again, this one holds.

        The row stays locked until the site's transaction ends, so the second of two waits here.
        """
        held = InvitationTemplate.objects.select_for_update().get(pk=self.instance.pk)
        if held.version == given.get("version"):
            return
        for name in [name for name in given if name in ("dated_on", *PARTS)]:
            if (theirs := getattr(held, name)) != given[name]:
                self.add_error(name, gettext("The other version: “%s”") % _shown(theirs))
        if self.errors:
            self.add_error(None, _saved_meanwhile(held))
            self.data = {**self.data.dict(), "version": str(held.version)}  # type: ignore[attr-defined]


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else date_format(value) if value else "–"


def _saved_meanwhile(template: InvitationTemplate) -> str:
    entry = (
        AuditEntry.objects.filter(
            subject_type=template._meta.label_lower, subject_id=template.pk, by__isnull=False
        )
        .select_related("by")
        .order_by("-pk")
        .first()
    )
    return gettext(
        "%(who)s has saved this text since you opened it. Nothing of yours is lost: the other version"
        " stands at each part that differs. Saving again keeps yours."
    ) % {"who": entry.by if entry else gettext("Somebody else")}


class PreviewForm(forms.Form):
    """Whose letter to print, among those who would receive this text."""

    preview_for = forms.ChoiceField(label=_("Letter to"))

    def __init__(self, template: InvitationTemplate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = template.meeting.begins_on
        found = with_categories(Entity.objects.listed().named_on(day), day)
        self.entities = {
            entity.code: entity
            for entity, category in sorted(found, key=lambda pair: sort_key(pair[0].name))
            if audience_of(category) == template.audience
        }
        self.fields["preview_for"].choices = [  # type: ignore[attr-defined]
            (code, entity.name) for code, entity in self.entities.items()
        ]

    @property
    def entity(self) -> Entity | None:
        """The one that was chosen, or None."""
        return self.entities.get(self.cleaned_data["preview_for"]) if self.is_valid() else None


class TermsForm(forms.Form):
    """What a visa officer settles before a letter for a visa is issued.

    It proposes what the person says of the costs, but never a sponsorship: whoever wishes one may not
    have been granted it. Nor does anybody count as invited to a bilateral who intends to come that day.
    """

    UNSETTLED = "unsettled"

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    payer_kind = forms.ChoiceField(
        label=_("Who bears the costs, as the letter says it"),
        choices=[
            (Payer.STATE, _("The State, as declared")),
            (Payer.ORGANISATION, _("The organisation, as declared")),
            (Payer.PERSON, _("The person, as declared")),
            (
                Payer.SPONSORSHIP,
                _("The sponsorship programme: a sponsorship was granted to this person"),
            ),
            (
                UNSETTLED,
                _("Not settled: the letter says that it is not a declaration of sponsorship"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who bears the costs.")},
    )
    payer = OneLineField(
        label=_("Name of that State or organisation"),
        help_text=_("Only if it is not the one of the delegation."),
        max_length=LINE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"size": 40, "autocomplete": "off"}),
    )
    is_invited = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        registration: Registration,
        travel: TravelParticulars,
        terms: Terms | None,
        version: int,
    ) -> None:
        super().__init__(data, initial={"version": version} | self._proposed(travel, terms))
        self.registration = registration
        day = registration.meeting.bilaterals_on
        if day is None or day not in registration.days:
            del self.fields["is_invited"]
        else:
            text = gettext("Invited to a bilateral on %(day)s")
            self.fields["is_invited"].label = text % {"day": date_format(day, "DATE_FORMAT")}

    def _proposed(self, travel: TravelParticulars, terms: Terms | None) -> dict[str, Any]:
        if terms:
            kind, payer = terms.payer_kind, terms.payer
        else:
            kind, payer = travel.costs
            kind = "" if kind == Payer.SPONSORSHIP else kind
        invited = bool(terms and terms.is_invited_to_bilaterals)
        return {"payer_kind": kind or self.UNSETTLED, "payer": payer, "is_invited": invited}

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a State or organisation that is not the delegation's own."""
        given = super().clean() or self.cleaned_data
        of_a_state = self.registration.delegation.is_of_a_state
        elsewhere = Payer.ORGANISATION if of_a_state else Payer.STATE
        if given.get("payer_kind") == elsewhere and not given.get("payer"):
            self.add_error(
                "payer", gettext("Enter the name of the State or organisation that pays.")
            )
        return given

    def stand_on(self, version: int) -> None:
        """Keep what was settled, to be sent on top of another version of the particulars."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]

    @property
    def version_seen(self) -> int:
        """The version of the particulars that was on the page."""
        return int(self.cleaned_data["version"])

    def terms(self) -> Terms:
        """Return the valid answers as a value."""
        kind = self.cleaned_data["payer_kind"]
        is_named = kind in {Payer.STATE, Payer.ORGANISATION}
        return Terms(
            payer_kind="" if kind == self.UNSETTLED else kind,
            payer=self.cleaned_data["payer"] if is_named else "",
            is_invited_to_bilaterals=self.cleaned_data.get("is_invited", False),
        )
