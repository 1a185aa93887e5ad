"""The form by which a delegate corrects what was registered."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..details import Particulars
from ..layout import Section
from ..models import Registration
from .particulars import ParticularsForm, common_sections, helper


class VersionField(forms.IntegerField):
    """Which version the person has seen; hidden, at most what the column holds."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=2**31 - 1)


class WithdrawForm(forms.Form):
    """Asks nothing but whether this is what the person has seen."""

    version = VersionField()


class AmendForm(ParticularsForm):
    """The particulars as they stand, and the version that the person has seen."""

    version = VersionField()

    field_order = ["version"]

    def __init__(
        self,
        *args: Any,
        registration: Registration,
        at: datetime,
        hidden: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        initial = _initial(registration)
        super().__init__(*args, meeting=registration.meeting, at=at, initial=initial, **kwargs)
        self.registration = registration
        self.hidden = hidden
        for name in hidden:
            del self.fields[name]
        self.helper = helper(*_sections(hidden))

    def _problem(self, name: str, error: str) -> str:
        if name == "version":
            return str(_("The form came without its number. Please send it again."))
        return error

    def stand_on(self, registration: Registration) -> None:
        """Keep what was typed, and let it be sent on top of the version in `registration`."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(registration.version)
        self.data = data

    def particulars(self) -> Particulars:
        """Return the valid answers as a value; what was not asked stays as it is."""
        stands = Particulars.of(self.registration)
        kept = {name: getattr(stands, name) for name in self.hidden}
        return Particulars(**self.answers() | kept)


def _initial(registration: Registration) -> dict[str, Any]:
    values = asdict(Particulars.of(registration))
    values["days"] = [day.isoformat() for day in registration.days]
    values["languages"] = list(registration.languages)
    return values | {"version": registration.version}


def _sections(hidden: Collection[str]) -> list[Section | str]:
    return [
        "version",
        Section(
            _("Person"),
            "honorific",
            "given_names",
            "family_name",
            "function",
            "department",
            "role",
            "phone",
            "languages",
            css_id="person",
        ),
        *common_sections(hidden),
    ]
