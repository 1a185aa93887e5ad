"""The main pages and actions of the portal, as the benchmark asks for them: what, who, how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.visitor import PAOLA

PLAIN, AGAIN = "", "again"


@dataclass(frozen=True)
class Page:
    """A page or an action. `who` signs in: a role of the demonstration; `fields` are sent by POST.

    With `again` the browser has the page already, and asks whether it has changed.
    """

    name: str
    path: str
    who: str = ""
    fields: Mapping[str, Any] | None = None
    again: bool = False
    status: int = 200


def pages(known: Mapping[str, str]) -> list[Page]:
    """Return all of them; `known` are the addresses that differ from site to site (filling.py)."""
    people = "/admin/registrations/registration/"
    isu, point = "isu_staff", "focal_point"
    return [
        # What Django and our middleware cost by themselves; beside each, what is compared with it.
        Page("bare view", "/bare/"),
        Page("livez", "/livez"),
        Page("bare view, as large as the programme", "/bare/page/"),
        Page("programme", "/programme/"),
        Page("programme, asked again", "/programme/", again=True),
        Page("bare view with one insert, POST", "/bare/insert/", fields={}, status=302),
        Page("registration, POST", "/register/", fields=PAOLA | {"role": "member"}, status=302),
        Page("registration, form in French", "/fr/register/"),
        Page("registration, choose", "/register/"),
        Page("home", "/"),
        Page("receipt", known["receipt"]),
        Page("sign-in, page", "/accounts/login/"),
        Page("sign-in, ask for a code, POST", "/accounts/login/", fields={}, status=302),
        Page("letter, verify", known["letter"]),
        Page("programme, item", "/programme/items/1/"),
        Page("programme.json", "/programme.json"),
        Page("programme.ics", "/programme.ics"),
        Page("interventions", "/interventions/", point),
        Page("ask for the floor, page", known["ask"], point),
        Page("floor display, asked each second", known["floor"], again=True),
        Page("delegation", "/delegation/cr/", point),
        Page("desk", "/desk/", isu),
        Page("registrations, list", people, isu),
        Page("registrations, search", f"{people}?q={known['search']}", isu),
        Page("who is missing", "/desk/missing/", isu),
        Page("statistics", "/desk/statistics/", isu),
        Page("participants", "/desk/participants/", isu),
        Page("badges", "/desk/badges/", isu),
        Page("message, preview", known["message"], isu),
        Page("message, recipients", known["recipients"], isu),
        Page("bilaterals, board", "/bilaterals/board/", isu),
    ]
