"""The permission matrix: every address × everybody × every method, from the URL resolver.

What is expected stands in tables: `BY_POLICY` for what an address declares, `SPECIAL` for the few that
differ, `MODELS` for the models in the admin site. An address that no table knows is red.
"""

import pytest
from django.core.checks import run_checks
from django.http import HttpResponse
from django.urls import include, path
from django.utils import translation

from intersessional import urls
from intersessional.checks import Address, addresses
from tests.access.actors import ACTORS, ask, client_of
from tests.access.world import World, model_of

pytestmark = pytest.mark.django_db

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

NOBODY = {"anonymous"}
MEMBERS = {"delegate", "stranger", "focal_point", "other_focal_point"}
DESK = {"president_office", "committee", "isu_staff", "administrator"}
# Whoever came in by a password alone and should have a second factor.
HALF = {"without_factor"}

# Policy → who meets what. `page` is the page, in whatever state: filled, empty, a form with errors.
Outcomes = dict[str, set[str]]
BY_POLICY: dict[str, Outcomes] = {
    "public": {"page": NOBODY | MEMBERS | DESK, "enrol": HALF},
    "signed in": {"sign in": NOBODY, "page": MEMBERS | DESK, "enrol": HALF},
    "second factors": {"sign in": NOBODY, "absent": MEMBERS, "page": DESK | HALF},
    "admin site": {"sign in": NOBODY | MEMBERS, "page": DESK, "enrol": HALF},
}
EVERYBODY: Outcomes = {"page": NOBODY | MEMBERS | DESK | HALF}
ALSO_HALF: Outcomes = {"sign in": NOBODY, "page": MEMBERS | DESK | HALF}
BEGUN_BY_NOBODY: Outcomes = {"sign in": NOBODY, "page": MEMBERS | DESK | HALF}
LACKING: Outcomes = {"sign in": NOBODY, "absent": MEMBERS | DESK | HALF}
# Paola is the delegate whose registration these addresses name.
THEIRS = {"delegate", "focal_point", "isu_staff", "administrator"}
PAOLAS: Outcomes = {
    "sign in": NOBODY,
    "page": THEIRS,
    "absent": (MEMBERS | DESK) - THEIRS,
    "enrol": HALF,
}
FOR_ISU: Outcomes = {
    "sign in": NOBODY,
    "refused": MEMBERS | {"president_office", "committee"},
    "page": {"isu_staff", "administrator"},
    "enrol": HALF,
}
# …and this is of her delegation, Ecuador.
ECUADORS: Outcomes = {
    "sign in": NOBODY,
    "page": {"focal_point"},
    "absent": MEMBERS - {"focal_point"} | DESK,
    "enrol": HALF,
}
# …whose notes the staff see and send, too.
ECUADORS_NOTES: Outcomes = {
    "sign in": NOBODY,
    "page": {"focal_point", "isu_staff", "administrator"},
    "absent": (MEMBERS | DESK) - {"focal_point", "isu_staff", "administrator"},
    "enrol": HALF,
}
SPECIAL: dict[str, Outcomes] = {
    # Probes and reports ask no session; the way in and out is open to all.
    **dict.fromkeys(["livez", "readyz", "csp_report"], EVERYBODY),
    **dict.fromkeys(["account_login", "account_logout"], EVERYBODY),
    # Second steps of a sign-in that nobody has begun.
    "account_code": {"sign in": NOBODY | MEMBERS | DESK | HALF},
    **dict.fromkeys(["mfa_authenticate", "mfa_login_webauthn"], BEGUN_BY_NOBODY),
    # Factors that none of them has.
    **dict.fromkeys(
        ["mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"], LACKING
    ),
    # Where staff without a factor may go besides the enrolment.
    **dict.fromkeys(["account_sessions", "account_reauthenticate"], ALSO_HALF),
    **dict.fromkeys(
        [
            *("registrations:amend", "registrations:withdraw"),
            *("registrations:other:amend", "registrations:other:withdraw"),
        ],
        PAOLAS,
    ),
    **{
        f"delegation:{other}{name}": ECUADORS
        for name in (
            *("show", "add", "several", "earlier"),
            *("order", "focal_points", "answer", "role", "replace"),
        )
        for other in ("", "other:")
    },
    **dict.fromkeys(
        [
            *("registrations:move", "registrations:other:move"),
            *("missing:index", "missing:other:index", "missing:remind", "missing:other:remind"),
        ],
        FOR_ISU,
    ),
    **{
        f"delegation:{other}{name}": ECUADORS_NOTES
        for name in ("note_add", "note_file", "note_remove", "note_confirm")
        for other in ("", "other:")
    },
    "admin:login": {"sign in": NOBODY, "refused": MEMBERS, "page": DESK, "enrol": HALF},
    "admin:logout": {"page": NOBODY | MEMBERS | DESK, "enrol": HALF},
    # Asked without naming a field, and for an object that has no page outside the admin site.
    "admin:autocomplete": {"sign in": NOBODY | MEMBERS, "refused": DESK, "enrol": HALF},
    "admin:view_on_site": {"sign in": NOBODY | MEMBERS, "absent": DESK, "enrol": HALF},
    r"admin/(?P<url>.*)$": {"sign in": NOBODY | MEMBERS, "absent": DESK, "enrol": HALF},
    "admin:app_list": {
        "sign in": NOBODY | MEMBERS,
        "absent": {"president_office", "committee"},
        "page": {"isu_staff", "administrator"},
        "enrol": HALF,
    },
    "admin:letters_letter_pdf": {
        "sign in": NOBODY,
        "refused": MEMBERS,
        "absent": {"president_office", "committee"},
        "page": {"isu_staff", "administrator"},
        "enrol": HALF,
    },
}
# What may be done with a model in the admin site, by the ISU's staff and by administrators: read,
# write, add, delete. The President's office and Committees: nothing.
MODELS = {
    "letters.letter": ("r", "r"),
    "registrations.registration": ("rw", "rw"),
    "registrations.person": ("r", "r"),
    "registrations.likelyduplicate": ("rw", "rw"),
    "registrations.confirmationrule": ("rwad", "rwad"),
    "registrations.quota": ("rwad", "rwad"),
    "registrations.categorydeadline": ("rwad", "rwad"),
    "registrations.extension": ("rwad", "rwad"),
    "delegations.entity": ("rwa", "rwad"),
    "delegations.delegation": ("rw", "rw"),
    "delegations.tag": ("rwa", "rwad"),
    "meetings.meeting": ("rw", "rwad"),
    "meetings.committee": ("rw", "rwad"),
    "outbox.message": ("r", "r"),
    "audit.auditentry": ("r", "r"),
    "accounts.user": ("", "rwad"),
    "account.emailaddress": ("", "rwad"),
    "mfa.authenticator": ("", "rwad"),
}
NEEDS = {
    "changelist": "r",
    "history": "r",
    "change": "r",
    "add": "a",
    "delete": "d",
    "password": "w",
}

# Take a POST and nothing else; all others take a GET, and a POST or not.
POST_ONLY = {"csp_report", "admin:logout"} | {
    f"delegation:{other}{name}"
    for name in ("order", "focal_points", "role", "note_remove", "note_confirm")
    for other in ("", "other:")
}


def expected(address: Address, actor: str, method: str) -> set[str]:
    """Return what may come of it."""
    if method not in {"GET", "HEAD", "POST"}:
        return {"method"}
    outcome = _on_page(address, actor, method)
    if outcome not in {"sign in", "enrol"} and (method == "POST") != (address.name in POST_ONLY):
        return {outcome, "method"}
    return {outcome}


def _key(address: Address) -> str:
    return address.name if address.name.rpartition(":")[2] else address.route


def _on_page(address: Address, actor: str, method: str) -> str:
    assert address.policy, f"{address.name} declares no policy"
    outcomes = SPECIAL.get(_key(address)) or BY_POLICY[address.policy.name]
    [outcome] = [outcome for outcome, actors in outcomes.items() if actor in actors]
    model = model_of(address)
    is_admin = address.policy.name == "admin site" and address.name not in SPECIAL
    if outcome != "page" or model is None or not is_admin:
        return outcome
    return (
        "page" if _needed(address, method) in _given(model._meta.label_lower, actor) else "refused"
    )


def _needed(address: Address, method: str) -> str:
    view = "password" if "password" in address.name else address.name.rpartition("_")[2]
    return "w" if (view, method) == ("change", "POST") else NEEDS[view]


def _given(model: str, actor: str) -> str:
    staff, administrator = MODELS[model]
    return {"isu_staff": staff, "administrator": administrator}.get(actor, "")


def outcome_of(response: HttpResponse) -> str:
    """Name what came."""
    if response.status_code >= 500:
        return "broken"
    if response.status_code in {301, 302, 303}:
        return _redirected(response["Location"])
    return {403: "refused", 404: "absent", 405: "method"}.get(response.status_code, "page")


def _redirected(target: str) -> str:
    if target.partition("?")[0].endswith(("/accounts/login/", "/admin/login/")):
        return "sign in"
    return "enrol" if target.endswith("/accounts/2fa/") else "page"


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_meets_what_the_policies_declare(actor: str) -> None:
    world, client = World(), client_of(actor)

    wrong = [
        f"{method} {address.name} ({path}): {outcome}"
        for address in addresses()
        for path in [world.path(address)]
        for method in METHODS
        if (outcome := outcome_of(ask(client, method, path)))
        not in expected(address, actor, method)
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_same_doors_are_closed_in_other_languages(language: str) -> None:
    world, client = World(), client_of("anonymous")

    with translation.override(language):
        found = {
            (address.name, path): (ask(client, "GET", path), expected(address, "anonymous", "GET"))
            for address in addresses()
            for path in [world.path(address)]
            if path.startswith(f"/{language}/")
        }

    assert len(found) > 100
    assert {
        key for key, (response, right) in found.items() if outcome_of(response) not in right
    } == set()


def test_the_matrix_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    patterns = list(addresses())

    cells = len(patterns) * len(ACTORS) * len(METHODS)

    with capsys.disabled():
        print(f"\npermission matrix: {len(patterns)} × {len(ACTORS)} × {len(METHODS)} = {cells}")
    assert len(patterns) > 120
    assert len(ACTORS) >= 7
    assert {a.policy.name for a in patterns if a.policy} <= {*BY_POLICY, "staff", "role"}


def undeclared(request: object) -> HttpResponse:
    return HttpResponse("open to all")


inner = ([path("inner/", undeclared, name="inner")], "outer")
urlpatterns = [
    *urls.urlpatterns,
    path("undeclared/", undeclared, name="bare"),
    path("", include(inner)),
]


def test_every_address_of_the_portal_declares_its_policy() -> None:
    assert [e.msg for e in run_checks() if e.id == "access.E001"] == []


@pytest.mark.urls(__name__)
def test_an_address_without_a_policy_fails_the_check() -> None:
    found = [e.msg for e in run_checks() if e.id == "access.E001"]

    assert found == [
        "Nothing says who may open bare (undeclared/).",
        "Nothing says who may open outer:inner (inner/).",
    ]


def test_a_view_of_ours_in_the_admin_site_must_declare_its_own() -> None:
    from django.contrib import admin

    from intersessional.access import policy_of

    assert policy_of(admin.site.admin_view(undeclared), "admin:letters_letter_pdf") is None
