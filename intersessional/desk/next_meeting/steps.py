"""The steps in which a meeting is set up, in their order."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """One page: its key (also its address and what a preparation keeps), and what it is about."""

    key: str
    title: Any
    about: Any

    @property
    def view(self) -> str:
        """The name of its address."""
        return f"next_meeting:{self.key}"


STEPS = (
    Step("names", _("Name and days"), _("What it is called in three languages, and when it is.")),
    Step("place", _("Place"), _("Building, address, time zone, contact.")),
    Step("dates", _("Deadlines"), _("Registration, visas, requests for the floor, bilaterals.")),
    Step("committees", _("President and Committees"), _("Who serves as of the first day.")),
    Step(
        "requirements", _("Requirements"), _("What each category needs, its places, its closing.")
    ),
    Step("texts", _("Letters"), _("The texts of the invitation in three languages.")),
    Step("programme", _("Programme"), _("Days, sittings, items and segments to begin with.")),
    Step("bilaterals", _("Bilaterals"), _("Hosts, their rooms and hours, breaks.")),
)
BY_KEY = {step.key: step for step in STEPS}


def after(key: str) -> Step | None:
    """Return the step that comes after one; None after the last."""
    keys = list(BY_KEY)
    place = keys.index(key) + 1
    return STEPS[place] if place < len(STEPS) else None
