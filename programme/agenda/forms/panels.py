"""The form of a panel: its texts, who moderates, and the seats in their order."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from intersessional.text import tidy, validate_one_line

from ..models import Contributor, Panel, Panellist
from ..models.base import TITLE_LENGTH
from .common import PartForm, of_meeting, three

# Empty lines for new panellists.
MORE = 2
MOST = 40
_LABELS = {"en": _("Topic (English)"), "fr": _("Topic (French)"), "es": _("Topic (Spanish)")}


class SeatForm(forms.Form):
    """A panellist: the place in the order, the person, what they speak about."""

    place = forms.IntegerField(
        label=pgettext_lazy("order", "Place"),
        min_value=1,
        max_value=999,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control w-auto"}),
    )
    contributor = forms.ModelChoiceField(
        Contributor.objects.none(),
        label=_("Person"),
        required=False,
        empty_label="–",
        error_messages={"invalid_choice": _("Choose one from the list.")},
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, people: list[tuple[Any, str]], queryset: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        field: Any = self.fields["contributor"]
        # Asked once for all lines.
        field.queryset = queryset
        field.choices = [("", "–"), *people]
        for language, label in _LABELS.items():
            self.fields[f"topic_{language}"] = forms.CharField(
                label=label,
                max_length=TITLE_LENGTH,
                required=False,
                validators=[validate_one_line],
                widget=forms.TextInput(attrs={"class": "form-control", "lang": language}),
            )

    def clean(self) -> dict[str, Any]:
        """A topic needs somebody who speaks about it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        topics = [cleaned.get(f"topic_{language}") for language in _LABELS]
        if any(topics) and not cleaned.get("contributor") and "contributor" not in self.errors:
            self.add_error("contributor", _("Choose who speaks about this."))
        return cleaned

    def seat(self) -> Panellist:
        """Return what was typed as a seat."""
        topics = {f"topic_{one}": tidy(self.cleaned_data[f"topic_{one}"]) for one in _LABELS}
        return Panellist(contributor=self.cleaned_data["contributor"], **topics)


class PanelForm(PartForm):
    """A panel with its seats; the line of a person who is taken away is left empty."""

    sections: ClassVar = [
        (_("Title"), "title", [three("title")]),
        (_("Moderator"), "moderating", ["moderator"]),
    ]

    class Meta:
        model = Panel
        fields = ("title_en", "title_fr", "title_es", "moderator")

    def prepare(self) -> None:
        """Offer the people of the meeting, in every line."""
        people = Contributor.objects.filter(meeting=self.meeting).select_related("entity")
        of_meeting(self, "moderator", people)
        stored: list[Panellist] = []
        if self.instance.pk:
            stored = list(self.instance.panellists.order_by("position"))
        self._stored = {seat.contributor_id: seat.pk for seat in stored}
        self.lines = self._lines(stored, people)

    def _lines(self, stored: list[Panellist], people: "QuerySet[Contributor]") -> Any:
        """Return a line for each seat, and some more."""
        lines = forms.formset_factory(
            SeatForm, extra=MORE, max_num=MOST, absolute_max=MOST, validate_max=True
        )
        names = [(person.pk, str(person)) for person in people]
        return lines(
            self.data if self.is_bound else None,
            prefix="seats",
            initial=[_initial(seat, place) for place, seat in enumerate(stored, start=1)],
            form_kwargs={"people": names, "queryset": people},
        )

    def is_valid(self) -> bool:
        """Say whether the lines are right, too."""
        return bool(super().is_valid() and self.lines.is_valid())

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems of the form and of the lines."""
        problems = super().error_summary
        for line in self.lines.forms if self.is_bound else []:
            problems += [
                {"id": line[name].auto_id, "text": str(error)}
                for name in line.fields
                for error in line.errors.get(name, [])
            ]
        return problems

    def seats(self) -> list[Panellist]:
        """Return the seats in their order; who was on the panel keeps the seat."""
        filled = [line for line in self.lines.forms if line.cleaned_data.get("contributor")]
        filled.sort(key=lambda line: line.cleaned_data.get("place") or MOST * 25)
        seats = [line.seat() for line in filled]
        for seat in seats:
            seat.pk = self._stored.get(seat.contributor_id)
        return seats

    def standing(self) -> dict[str, str]:
        """Add who sits there."""
        people = [str(seat) for seat in self.instance.panellists.select_related("contributor")]
        return super().standing() | {"seats": _listed(people)}

    def answers(self) -> dict[str, str]:
        """Add who shall sit there."""
        return super().answers() | {"seats": _listed([str(seat) for seat in self.seats()])}

    def label_of(self, name: str) -> str:
        """Return what an answer is about."""
        if name == "seats":
            return gettext("Panellists")
        return super().label_of(name)


def _initial(seat: Panellist, place: int) -> dict[str, Any]:
    """Return what the line of a seat begins with."""
    topics = {f"topic_{one}": getattr(seat, f"topic_{one}") for one in _LABELS}
    return {"place": place, "contributor": seat.contributor_id, **topics}


def _listed(people: list[str]) -> str:
    return "; ".join(people)
