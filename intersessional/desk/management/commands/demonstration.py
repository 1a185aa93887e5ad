"""`manage.py demonstration`: one account per role, and an usher’s, so that a visitor can try every page.

The delegate has a registration, too: without one, “My registration” would show nothing.
"""

import json
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intersessional import clock, codes
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.desk import day_of_bilaterals, earlier_meeting, floor_requests
from registration.delegations.models import Delegation, Entity, EntityKind, FocalPoint
from registration.delegations.operations import add_focal_point
from registration.meetings.models import Meeting
from registration.meetings.policies import registration_state
from registration.registrations import operations
from registration.registrations.details import Details
from registration.registrations.models import Registration

NAMES = {
    roles.ADMINISTRATOR: "Ada Administrator",
    roles.ISU_STAFF: "Ines of the ISU",
    roles.PRESIDENT_OFFICE: "Paul of the President’s office",
    roles.COMMITTEE: "Carla of a Committee",
    roles.FOCAL_POINT: "Felix Focal-Point",
    roles.DELEGATE: "Dora Delegate",
    roles.CHECK_IN_DESK: "Uma Usher",
}
STAFF = {roles.ADMINISTRATOR, roles.ISU_STAFF, roles.PRESIDENT_OFFICE, roles.COMMITTEE}
# Whose account each is: the roles, and the duty that stands alone.
ACCOUNTS = [*roles.ROLES, *roles.STANDS_ALONE]
# Host → who acts for it.
OFFICERS = {"president": roles.PRESIDENT_OFFICE, "article-5": roles.COMMITTEE}
# Costa Rica: a State Party, and no host of these meetings.
DELEGATION = "cr"
DOMAIN = "demonstration.example"
# Invented people.
MEMBERS: list[dict[str, Any]] = [
    {
        "honorific": "H.E. Ms.",
        "given_names": "Elena María",
        "family_name": "Quesada Vindas",
        "function": "Ambassador, Permanent Representative",
        "role": "head",
        "gender": "woman",
    },
    {
        "honorific": "Mr.",
        "given_names": "Tomás",
        "family_name": "Arrieta Solís",
        "function": "Counsellor, Permanent Mission",
        "role": "deputy",
        "gender": "man",
    },
    {
        "honorific": "Dr.",
        "given_names": "Inés",
        "family_name": "Montero",
        "function": "Adviser, Ministry of Health",
        "role": "adviser",
    },
]
# Invented addresses, in domains that no mail reaches; a few entities have none, so that something is
# for the post.
MISSIONS, ORGANISATIONS = "mission.example", "organisation.example"
WITHOUT_ADDRESS = {"ck", "fm", "ki", "nr", "nu", "tv", "org-sehlac"}
# In which we write to a mission; in English to all others.
IN_FRENCH = (
    *(
        "be",
        "bf",
        "bi",
        "bj",
        "cd",
        "cf",
        "cg",
        "ch",
        "ci",
        "cm",
        "dj",
        "dz",
        "fr",
        "ga",
        "gn",
        "ht",
    ),
    *("km", "lu", "ma", "mc", "mg", "ml", "mr", "ne", "sn", "td", "tg", "tn"),
)
IN_SPANISH = (
    *(
        "ar",
        "bo",
        "cl",
        "co",
        "cr",
        "cu",
        "do",
        "ec",
        "es",
        "gq",
        "gt",
        "hn",
        "mx",
        "ni",
        "pa",
        "pe",
    ),
    *("py", "sv", "uy", "ve"),
)
PASSWORDS = "demonstration-passwords.json"


class Command(BaseCommand):
    """Creates the accounts, or makes them as they were; only in the demonstration."""

    help = "Creates one demonstration account per role."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the form of the answer."""
        parser.add_argument("--json", action="store_true", help="print the accounts as JSON")

    def handle(self, *, json: bool, **options: Any) -> None:
        """Write the accounts and print them."""
        if not settings.DEMONSTRATION:
            raise CommandError("Demonstration accounts exist only in the demonstration.")
        accounts = {role: self._account(role) for role in ACCOUNTS}
        _register_delegate(accounts[roles.DELEGATE]["email"])
        _open_delegation(accounts[roles.FOCAL_POINT]["email"])
        staff = User.objects.get(email=accounts[roles.ISU_STAFF]["email"])
        earlier_meeting.load(by=staff, domain=DOMAIN)
        _give_addresses()
        at = clock.now()
        meeting = Meeting.objects.current(at)
        floor_requests.load(meeting, by=staff, at=at)
        officers = {
            host: User.objects.get(email=accounts[role]["email"]) for host, role in OFFICERS.items()
        }
        day_of_bilaterals.load(meeting, officers=officers, by=staff, at=at)
        self.stdout.write(_as_json(accounts) if json else _as_lines(accounts))

    def _account(self, role: str) -> dict[str, str]:
        email = f"{role.replace('_', '-')}@{DOMAIN}"
        password = _password(role)
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User(email=email)
        user.name = NAMES[role]
        user.is_staff = role in STAFF
        user.is_superuser = role == roles.ADMINISTRATOR
        _set_password(user, role)
        user.save()
        names = [role, roles.VISA_OFFICER] if role == roles.ISU_STAFF else [role]
        user.groups.set(Group.objects.filter(name__in=names))
        return {"email": email, "password": password}


def _register_delegate(email: str) -> None:
    """Register the delegate at the current meeting, once, while registration is open."""
    at = clock.now()
    meeting = Meeting.objects.current(at)
    if meeting is None or registration_state(meeting, at=at) != "open":
        return
    if Registration.objects.for_meeting(meeting).at_address(email).exists():
        return
    details = Details(
        entity_code=DELEGATION,
        honorific="Ms.",
        given_names="Dora",
        family_name="Delegate",
        function="Counsellor",
        department="Permanent Mission",
        email=email,
        days=tuple(meeting.days),
    )
    token = codes.address_token()
    operations.receive(details, meeting=meeting, token=token, language="en", at=at)


def _open_delegation(email: str) -> None:
    """Let the focal point manage the delegate's delegation, which has a few members more."""
    at = clock.now()
    meeting = Meeting.objects.current(at)
    found = Delegation.objects.filter(meeting=meeting, entity__code=DELEGATION).first()
    if meeting is None or found is None or FocalPoint.objects.at_address(email).exists():
        return
    staff = User.objects.get(email=f"isu-staff@{DOMAIN}")
    add_focal_point(found, name="Mr. Focal-Point", email=email, language="en", by=staff, at=at)
    if registration_state(meeting, at=at) != "open":
        return
    by = User.objects.get(email=email)
    for number, member in enumerate(MEMBERS, 1):
        details = Details(
            entity_code=DELEGATION,
            email=f"member{number}@{DOMAIN}",
            days=tuple(meeting.days),
            **member,
        )
        token = codes.address_token()
        operations.receive(details, meeting=meeting, token=token, language="en", by=by, at=at)


def _give_addresses() -> None:
    """Give the entities addresses and languages, once: what somebody changes stays."""
    listed = Entity.objects.listed()
    if listed.exclude(email="").exists():
        return
    found = list(listed.exclude(code__in=WITHOUT_ADDRESS))
    for entity in found:
        is_state = entity.kind == EntityKind.STATE
        name = entity.code if is_state else entity.code.removeprefix("org-")
        entity.email = f"{name}@{MISSIONS if is_state else ORGANISATIONS}"
    Entity.objects.bulk_update(found, ["email"])
    for language, codes_of in (("fr", IN_FRENCH), ("es", IN_SPANISH)):
        listed.filter(code__in=codes_of).update(correspondence_language=language)


def _password(role: str) -> str:
    """Return the role's password: made once, kept in var/ beside the database."""
    return _kept(role, lambda: f"demo-{secrets.token_hex(6)}")


def _set_password(user: User, role: str) -> None:
    """Let the role’s password open the account again, unless it still does.

    What was stored is kept beside it: to try the password itself takes half a second for each account
    and start.
    """
    stored = f"{role}, as stored"
    if not user.password or user.password != _known().get(stored):
        user.set_password(_password(role))
        _keep(stored, user.password)


def _kept(name: str, make: Callable[[], str]) -> str:
    known = _known()
    return known[name] if name in known else _keep(name, make())


def _known() -> dict[str, str]:
    path = settings.VAR_DIR / PASSWORDS
    return json.loads(path.read_text()) if path.exists() else {}


def _keep(name: str, value: str) -> str:
    path = settings.VAR_DIR / PASSWORDS
    known = _known() | {name: value}
    path.touch(mode=0o600)
    path.write_text(json.dumps(known))
    return value


def _as_json(accounts: dict[str, dict[str, str]]) -> str:
    return json.dumps(accounts)


def _as_lines(accounts: dict[str, dict[str, str]]) -> str:
    return "\n".join(f"{role}: {a['email']} {a['password']}" for role, a in accounts.items())
