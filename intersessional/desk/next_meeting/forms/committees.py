"""The President, and who serves on the Committees on the first day of a meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registration.delegations.models import CommitteeMembership, CommitteeRole, Entity
from registration.meetings.models import Committee, Meeting

from ..operations.settling import Service
from .common import MeetingForm, Sections, day
from .meeting import three

# So many more can be added at a time.
NEW = 4


@dataclass(frozen=True)
class Row:
    """One line of the table: who, and its controls."""

    committee: str
    name: str
    fields: tuple[forms.BoundField, ...]


class CommitteesForm(MeetingForm):
    """President; each membership that holds; some empty lines for others."""

    sections: Sections = (
        (_("President"), "president", ("president_name", *three("president_title"))),
    )

    class Meta:
        model = Meeting
        fields = ("president_name", *three("president_title"))

    def __init__(
        self,
        *args: Any,
        serving: Sequence[CommitteeMembership],
        committees: Iterable[Committee],
        entities: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.serving = serving
        self.committees = {one.slug: one for one in committees}
        self.names = dict(entities)
        for one in serving:
            self._add(f"m{one.pk}", one)
        for number in range(NEW):
            self._add_new(f"n{number}", entities)

    def _add(self, prefix: str, one: CommitteeMembership) -> None:
        self.fields[f"{prefix}_role"] = _select(
            pgettext_lazy("in a Committee", "Role"), CommitteeRole.choices, one.role
        )
        self.fields[f"{prefix}_until"] = _dressed_day(
            _("Until (the first day on which it no longer serves)"), one.valid_until
        )
        self.fields[f"{prefix}_open"] = _tick(one.is_to_be_confirmed)

    def _add_new(self, prefix: str, entities: Sequence[tuple[str, str]]) -> None:
        nothing = [("", "–")]
        committees = [(slug, one.name) for slug, one in self.committees.items()]
        self.fields[f"{prefix}_committee"] = _select(_("Committee"), nothing + committees, "")
        self.fields[f"{prefix}_entity"] = _select(_("State"), nothing + list(entities), "")
        self.fields[f"{prefix}_role"] = _select(
            pgettext_lazy("in a Committee", "Role"), CommitteeRole.choices, CommitteeRole.MEMBER
        )
        self.fields[f"{prefix}_from"] = _dressed_day(_("From"), self.instance.begins_on)
        self.fields[f"{prefix}_open"] = _tick(False)

    @property
    def rows(self) -> list[Row]:
        """The memberships with their controls."""
        return [
            Row(
                one.committee.name,
                self.names.get(one.entity.code, one.entity.code),
                tuple(self[f"m{one.pk}_{name}"] for name in ("role", "until", "open")),
            )
            for one in self.serving
        ]

    @property
    def new_rows(self) -> list[list[forms.BoundField]]:
        """The empty lines."""
        names = ("committee", "entity", "role", "from", "open")
        return [[self[f"n{number}_{name}"] for name in names] for number in range(NEW)]

    def clean(self) -> dict[str, Any]:
        """Ask of a new line both who and where."""
        cleaned = super().clean()
        for number in range(NEW):
            committee = cleaned.get(f"n{number}_committee")
            entity = cleaned.get(f"n{number}_entity")
            if bool(committee) != bool(entity):
                missing = "entity" if committee else "committee"
                self.add_error(
                    f"n{number}_{missing}", _now("Choose both the Committee and the State.")
                )
        return cleaned

    def services(self) -> list[Service]:
        """Return each membership with what it should say."""
        given = self.cleaned_data
        found: list[Service] = [
            (
                one,
                {
                    "role": given[f"m{one.pk}_role"],
                    "valid_until": given[f"m{one.pk}_until"],
                    "is_to_be_confirmed": given[f"m{one.pk}_open"],
                },
            )
            for one in self.serving
        ]
        for number in range(NEW):
            if slug := given[f"n{number}_committee"]:
                entity = Entity.objects.get(code=given[f"n{number}_entity"])
                membership = CommitteeMembership(committee=self.committees[slug], entity=entity)
                values = {
                    "role": given[f"n{number}_role"],
                    "valid_from": given[f"n{number}_from"],
                    "is_to_be_confirmed": given[f"n{number}_open"],
                }
                found.append((membership, values))
        return found


def _select(label: Any, choices: Any, initial: Any) -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)
    field.widget.attrs["class"] = "form-select"
    return field


def _dressed_day(label: Any, initial: Any) -> forms.DateField:
    field = day(label=label, initial=initial, required=False)
    field.widget.attrs["class"] = "form-control w-auto"
    return field


def _tick(initial: bool) -> forms.BooleanField:
    field = forms.BooleanField(label=_("To be confirmed"), initial=initial, required=False)
    cast(Any, field.widget).attrs["class"] = "form-check-input"
    return field
