"""What somebody wants in a sheet."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.accounts.models import User
from intersessional.localised import sort_key
from intersessional.text import validate_one_line
from registration.delegations.models import Category, Delegation
from registration.meetings.models import Meeting

from ..models import REASON_LENGTH, Format
from .base import Dataset
from .operations import Wanted

_SELECT = {"class": "form-select"}


class ExportForm(forms.Form):
    """Columns from the closed table of a dataset, as far as somebody may have them; filters; format."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one column."),
            "invalid_choice": _("There is no such column. Please look at the list again."),
        },
    )
    state = forms.ChoiceField(label=_("State"), required=False, widget=forms.Select(attrs=_SELECT))
    category = forms.ChoiceField(
        label=_("Category"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    delegation = forms.ChoiceField(
        label=_("Delegation"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    format = forms.ChoiceField(
        label=_("Format"),
        choices=Format,
        initial=Format.XLSX,
        widget=forms.Select(attrs=_SELECT),
        help_text=_(
            "XLSX holds every value as it is. In CSV, what a program could take for a formula or a"
            " number begins with an apostrophe."
        ),
        error_messages={"required": _("Choose a format."), "invalid_choice": _("Choose a format.")},
    )
    reason = forms.CharField(
        label=_("Why (optional)"),
        required=False,
        max_length=REASON_LENGTH,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("It stands in the record, with your name, the columns and the number of rows."),
    )

    def __init__(
        self, *args: Any, dataset: Dataset, meeting: Meeting, user: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dataset = dataset
        self.offered = dataset.columns_for(user)
        choices = {
            "columns": [(one.key, one.title) for one in self.offered],
            "state": _with_all(dataset.states),
            "category": _with_all((one.value, capfirst(str(one.label))) for one in Category),
            "delegation": _with_all(_delegations(meeting)),
        }
        for name, pairs in choices.items():
            if name != "columns" and name not in dataset.filters:
                del self.fields[name]
                continue
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
        self.fields["columns"].initial = [one.key for one in self.offered if not one.is_extra]

    @property
    def simple_fields(self) -> list[Any]:
        """All fields but the columns, for the page."""
        return [self[name] for name in self.fields if name != "columns"]

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        given = self.cleaned_data
        return Wanted(
            dataset=self.dataset,
            columns=[one for one in self.offered if one.key in given["columns"]],
            filters={name: given[name] for name in self.dataset.filters if given.get(name)},
            format=given["format"],
            reason=given["reason"],
        )


def _with_all(pairs: Any) -> list[tuple[str, Any]]:
    return [("", pgettext_lazy("choice", "All")), *pairs]


def _delegations(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the delegations by their names; two queries."""
    found = Delegation.objects.for_meeting(meeting).with_names()
    pairs = [(one.entity.code, one.name) for one in found]
    return sorted(pairs, key=lambda pair: sort_key(pair[1]))
