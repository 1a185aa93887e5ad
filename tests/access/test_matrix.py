"""The permission matrix: every address × everybody × every method, from the URL resolver.

Everybody asks by GET, POST and one of the other methods, so that each address meets each of them from
two actors (`sweep.py`); the long tests ask by all the others, too.

What is expected stands in tables: `BY_POLICY` for what an address declares, `SPECIAL` for the few that
differ, `MODELS` for the models in the admin site. An address that no table knows is red.
"""

from collections.abc import Iterable

import pytest
from django.core.checks import run_checks
from django.http import HttpResponse
from django.urls import include, path
from django.utils import translation

from intersessional import urls
from intersessional.checks import Address, addresses
from tests.access.actors import ACTORS, ask, client_of
from tests.access.sweep import (
    ALWAYS,
    METHODS,
    Answer,
    AnswersOf,
    the_other_answers_of,
)
from tests.access.world import World, model_of
from tests.long import results

pytestmark = pytest.mark.django_db

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
# The staff see a passport in the admin site alone.
PAOLAS_PASSPORT: Outcomes = {
    "sign in": NOBODY,
    "page": {"delegate", "focal_point"},
    "absent": MEMBERS - {"delegate", "focal_point"} | DESK,
    "enrol": HALF,
}
# What is for herself alone.
PAOLAS_OWN: Outcomes = {
    "sign in": NOBODY,
    "page": {"delegate"},
    "absent": (MEMBERS | DESK) - {"delegate"},
    "enrol": HALF,
}
# Ecuador's bilateral, at which Paola comes; the staff have pages of their own.
ECUADORS_BILATERAL: Outcomes = PAOLAS_PASSPORT
NO_LETTER: Outcomes = {"sign in": NOBODY, "absent": MEMBERS | DESK, "enrol": HALF}
# The list of participants, where the staff show it: focal points who act, and the ISU. The delegates
# here are received, not confirmed.
FOR_PARTICIPANTS: Outcomes = {
    "sign in": NOBODY,
    "page": {"focal_point", "other_focal_point", "isu_staff", "administrator"},
    "absent": {"delegate", "stranger", "president_office", "committee"},
    "enrol": HALF,
}
FOR_ISU: Outcomes = {
    "sign in": NOBODY,
    "refused": MEMBERS | {"president_office", "committee"},
    "page": {"isu_staff", "administrator"},
    "enrol": HALF,
}
FOR_ADMINISTRATORS: Outcomes = {
    "sign in": NOBODY,
    "refused": (MEMBERS | DESK) - {"administrator"},
    "page": {"administrator"},
    "enrol": HALF,
}
# …and this is of her delegation, Ecuador.
ECUADORS: Outcomes = {
    "sign in": NOBODY,
    "page": {"focal_point"},
    "absent": MEMBERS - {"focal_point"} | DESK,
    "enrol": HALF,
}
# …whose pages the staff open, too.
ECUADORS_PAGES: Outcomes = {
    "sign in": NOBODY,
    "page": {"focal_point", "isu_staff", "administrator"},
    "absent": (MEMBERS | DESK) - {"focal_point", "isu_staff", "administrator"},
    "enrol": HALF,
}
# The interpreters’ view: none of the actors interprets.
FOR_INTERPRETERS: Outcomes = {
    "sign in": NOBODY,
    "page": {"isu_staff", "administrator"},
    "absent": (MEMBERS | DESK) - {"isu_staff", "administrator"},
    "enrol": HALF,
}
# A statement that is held, of Ecuador: open to whoever may ask for it, as if it were public.
HELD: Outcomes = {"page": THEIRS, "absent": (NOBODY | MEMBERS | DESK) - THEIRS, "enrol": HALF}
# Whoever may run the floor.
FOR_CHAIRS: Outcomes = {"sign in": NOBODY, "refused": MEMBERS, "page": DESK, "enrol": HALF}
# Whoever plans for all hosts; the Committee’s actor is no officer.
FOR_PLANNERS: Outcomes = {
    "sign in": NOBODY,
    "refused": MEMBERS,
    "page": DESK - {"committee"},
    "absent": {"committee"},
    "enrol": HALF,
}
# What is of all hosts together.
FOR_ALL_HOSTS: Outcomes = {
    "sign in": NOBODY,
    "refused": MEMBERS | {"committee"},
    "page": DESK - {"committee"},
    "enrol": HALF,
}
# A confidential note, of a host of which no actor is an officer: not even administrators.
FOR_OFFICERS: Outcomes = {"sign in": NOBODY, "refused": MEMBERS, "absent": DESK, "enrol": HALF}
# What Committees and the President’s office may not take, of the datasets that some may.
REGISTRATIONS_EXPORT: Outcomes = {
    "sign in": NOBODY,
    "refused": MEMBERS,
    "absent": {"president_office", "committee"},
    "page": {"isu_staff", "administrator"},
    "enrol": HALF,
}
ABSENT: Outcomes = {"sign in": NOBODY, "absent": MEMBERS | DESK, "enrol": HALF}
ABSENT_FOR_ISU: Outcomes = {
    **{outcome: actors for outcome, actors in FOR_ISU.items() if outcome != "page"},
    "absent": FOR_ISU["page"],
}
# The staff's editor of the programme; the second ones take a POST alone.
_PARTS = ("items", "sessions", "segments", "rooms", "people")
_EDITOR_POSTS = (
    *("editor_undo", "move_segment", "move_session", "remove_panel"),
    *(f"remove_{part}" for part in _PARTS),
)
EDITOR = (
    *("editor", "editor_news", "editor_check", "edit_panel"),
    *(f"{act}_{part}" for part in _PARTS for act in ("add", "edit")),
    *_EDITOR_POSTS,
)
SPECIAL: dict[str, Outcomes] = {
    # Probes, reports and screens that watch ask no session; the way in and out is open to all.
    **dict.fromkeys(["livez", "readyz", "metrics", "csp_report", "floor:floor_state"], EVERYBODY),
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
    **dict.fromkeys(["visa:document", "visa:other:document"], PAOLAS_PASSPORT),
    # Hers has no letter for a visa.
    **dict.fromkeys(["visa:letter", "visa:other:letter"], NO_LETTER),
    **{
        f"delegation:{other}{name}": ECUADORS_PAGES
        for name in (
            *("show", "add", "several", "earlier"),
            *("order", "focal_points", "role", "replace"),
        )
        for other in ("", "other:")
    },
    **{f"delegation:{other}floor_right": ECUADORS_PAGES for other in ("", "other:")},
    **{
        f"delegation:{other}{name}": ECUADORS_PAGES
        for name in ("list_entry", "list_correction")
        for other in ("", "other:")
    },
    # Ecuador's request for the floor; Paola has the right to ask for it.
    **{
        f"interventions:{other}{name}": PAOLAS
        for name in ("one", "change", "withdraw", "exchange", "swap")
        for other in ("", "other:")
    },
    **{
        f"{name}:{other}{page}": outcomes
        for name, page, outcomes in (
            ("statement_files", "file", HELD),
            ("statement_files", "all", FOR_INTERPRETERS),
            ("statements", "hand_in", PAOLAS),
            ("statements", "interpreters", FOR_INTERPRETERS),
            ("statements", "interpreters_item", FOR_INTERPRETERS),
            ("statements", "index", FOR_ISU),
            ("statements", "item", FOR_ISU),
            ("statements", "one", FOR_ISU),
        )
        for other in ("", "other:")
    },
    **{
        f"bilaterals:{other}{name}": outcomes
        for name, outcomes in (
            *(("one", ECUADORS_BILATERAL), ("calendar", ECUADORS_BILATERAL)),
            ("take_back", ECUADORS),
            *(("invitations", FOR_CHAIRS), ("requests", FOR_CHAIRS)),
            *((name, FOR_PLANNERS) for name in ("invitation", "preview", "request")),
        )
        for other in ("", "other:")
    },
    # Only the delegation speaks for itself.
    **dict.fromkeys(["delegation:answer", "delegation:other:answer"], ECUADORS),
    **dict.fromkeys(
        [
            *("registrations:move", "registrations:other:move"),
            *("desk:board", "desk:other:board", "desk:waiting", "desk:other:waiting"),
            *("missing:index", "missing:other:index", "missing:remind", "missing:other:remind"),
            *(
                f"invitations:{other}{name}"
                for name in (
                    *("index", "choose", "preview", "bundle", "batch", "progress"),
                    *("letter", "anew", "texts"),
                )
                for other in ("", "other:")
            ),
            *(
                f"agenda:{other}{name}"
                for name in ("publish", "versions", "version", "roll_back")
                for other in ("", "other:")
            ),
        ],
        FOR_ISU,
    ),
    **{
        f"mailings:{other}{name}": FOR_ISU
        for name in (
            *("index", "add", "show", "progress", "edit", "recipients", "take_out"),
            *("preview", "mail_file", "test", "send"),
        )
        for other in ("", "other:")
    },
    **{
        f"agenda:{other}{name}": FOR_ISU
        for name in (
            *("documents", "document_add", "document", "document_remove"),
            *("document_file", "document_file_remove", "signs"),
        )
        for other in ("", "other:")
    },
    **{
        f"next_meeting:{name}": FOR_ISU
        for name in (
            *("index", "other:index", "begin", "overview", "mail"),
            *("names", "place", "dates", "committees", "requirements"),
            *("texts", "programme", "bilaterals"),
        )
    },
    # The mail of a rehearsal that never was.
    "next_meeting:mail_file": ABSENT_FOR_ISU,
    **{
        f"badges:{other}{name}": FOR_ISU
        for name in ("index", "print", "progress", "file", "person")
        for other in ("", "other:")
    },
    **{
        f"certificates:{other}{name}": outcomes
        for name, outcomes in (
            *((page, FOR_ISU) for page in ("index", "progress", "person")),
            # One's own alone.
            *((page, PAOLAS_OWN) for page in ("own", "file")),
        )
        for other in ("", "other:")
    },
    # Helpers at the door are no actors here: see registration/attendance/test_checking_in.py.
    **{
        f"checkin:{other}{name}": FOR_ISU
        for name in (
            *("index", "entries", "house", "house_file"),
            *("walk_in", "person", "take_back"),
        )
        for other in ("", "other:")
    },
    **{
        f"sheets:{other}{name}": ECUADORS_PAGES
        for name in ("start", "template")
        for other in ("", "other:")
    },
    # Sheets that nobody has sent.
    **{
        f"sheets:{other}{name}": ABSENT
        for name in ("columns", "rows", "left_out")
        for other in ("", "other:")
    },
    **{f"agenda:{other}{name}": FOR_ISU for name in EDITOR for other in ("", "other:")},
    **{
        f"participants:{other}{name}": outcomes
        for names, outcomes in (
            (("shown", "shown_pdf", "shown_docx"), FOR_PARTICIPANTS),
            (("index", "preview", "make", "final"), FOR_ISU),
            (("version", "show", "pdf", "docx", "decide_correction"), FOR_ISU),
        )
        for name in names
        for other in ("", "other:")
    },
    **{
        f"floor:{other}{name}": FOR_CHAIRS
        for name in ("index", "chair", "display", "speaker")
        for other in ("", "other:")
    },
    **{
        f"speakers:{other}{name}": FOR_ISU
        for name in (
            *("index", "show", "turn", "step", "limit", "draw", "ask"),
            *("text", "sheet", "one", "print", "printed", "swap"),
            *("statistics", "statistics_csv", "summary", "summary_document"),
        )
        for other in ("", "other:")
    },
    **{
        f"speakers:{other}{item}record{form}": FOR_CHAIRS
        for item in ("", "item_")
        for form in ("", "_text", "_document")
        for other in ("", "other:")
    },
    # Nothing was held yet.
    **{
        f"speakers:{other}figures_csv": {"absent": NOBODY | MEMBERS | DESK, "enrol": HALF}
        for other in ("", "other:")
    },
    # No figures are published.
    **{
        f"statistics:{other}figures_{form}": {"absent": NOBODY | MEMBERS | DESK, "enrol": HALF}
        for form in ("csv", "pdf")
        for other in ("", "other:")
    },
    **{
        f"statistics:{other}{name}": FOR_ISU
        for name in ("index", "csv", "publish", "take_back")
        for other in ("", "other:")
    },
    # Registrations; and large exports that nobody has asked for.
    **{
        f"exports:{other}{name}": outcomes
        for name, outcomes in (
            ("index", FOR_CHAIRS),
            ("choose", REGISTRATIONS_EXPORT),
            ("show", FOR_OFFICERS),
            ("file", FOR_OFFICERS),
        )
        for other in ("", "other:")
    },
    **{
        f"sheets:{other}desk_{name}": FOR_ISU
        for name in ("start", "template")
        for other in ("", "other:")
    },
    **{
        f"sheets:{other}desk_{name}": ABSENT_FOR_ISU
        for name in ("columns", "rows", "left_out")
        for other in ("", "other:")
    },
    **{
        f"delegation:{other}{name}": ECUADORS_PAGES
        for name in (
            *("note_add", "note_file", "note_remove", "note_confirm"),
            *("confirmation", "confirmation_file"),
        )
        for other in ("", "other:")
    },
    # Whoever plans opens the pages; what is of the Committee on Article 5, its officers and the others
    # who plan for all.
    **{
        f"bilaterals:{other}{name}": FOR_CHAIRS
        for name in ("board", "board_now", "check", "candidates", "papers", "book", "door_signs")
        for other in ("", "other:")
    },
    **{
        f"bilaterals:{other}{name}": FOR_PLANNERS
        for name in (
            *("host_candidates", "candidate", "add_candidate", "add_tagged_candidates"),
            *("order_candidates", "remove_candidate"),
            *("free_place", "times", "put", "on_board", "exchange", "pin", "take_off"),
            *("day_sheet", "print_paper", "printed_paper"),
        )
        for other in ("", "other:")
    },
    **{
        f"bilaterals:{other}{name}": FOR_ALL_HOSTS
        for name in ("plans", "plan", "plan_progress", "check_board")
        for other in ("", "other:")
    },
    **{
        f"bilaterals:{other}{name}": FOR_CHAIRS
        for name in ("day", "live", "live_board")
        for other in ("", "other:")
    },
    **{
        f"bilaterals:{other}{name}": FOR_PLANNERS
        for name in (
            *("sheet", "another", "brief", "brief_paper"),
            *("attached_paper", "remove_attached_paper"),
        )
        for other in ("", "other:")
    },
    **{f"bilaterals:{other}note": FOR_OFFICERS for other in ("", "other:")},
    **{
        f"staff:{name}": FOR_ADMINISTRATORS
        for name in (
            *("index", "log", "what_roles_may", "invite", "send_again", "withdraw", "person"),
            *("roles", "close", "open", "password", "factor", "sessions"),
        )
    },
    **{
        f"privacy:{name}": FOR_ISU
        for name in ("index", "other:index", "runs", "people", "person", "ask_export")
    },
    "privacy:erase": FOR_ADMINISTRATORS,
    # An answer that somebody else ordered.
    "privacy:export": ABSENT_FOR_ISU,
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
    "admin:registrations_traveldocument_order": {
        "sign in": NOBODY,
        "refused": MEMBERS,
        "absent": {"president_office", "committee", "isu_staff"},
        "page": {"administrator"},
        "enrol": HALF,
    },
    "admin:letters_letter_pdf": {
        "sign in": NOBODY,
        "refused": MEMBERS,
        "absent": {"president_office", "committee"},
        "page": {"isu_staff", "administrator"},
        "enrol": HALF,
    },
    "admin:letters_letter_archive": {
        "sign in": NOBODY,
        "refused": MEMBERS,
        "absent": {"president_office", "committee"},
        "page": {"isu_staff", "administrator"},
        "enrol": HALF,
    },
}
# What may be done with a model in the admin site, by the ISU's staff and by administrators: read,
# write, add, delete. The President's office: see OFFICE; Committees: nothing.
MODELS = {
    **dict.fromkeys(
        (
            f"agenda.{part}"
            for part in ("item", "session", "segment", "panel", "room", "contributor")
        ),
        ("rwad", "rwad"),
    ),
    "agenda.publication": ("r", "r"),
    **dict.fromkeys(
        (f"interventions.{model}" for model in ("intervention", "floorevent", "floorright")),
        ("r", "r"),
    ),
    **dict.fromkeys(
        (f"bilaterals.{model}" for model in ("host", "break", "absence", "sharedroom")),
        ("rwad", "rwad"),
    ),
    **dict.fromkeys(
        (
            f"bilaterals.{model}"
            for model in ("candidate", "bilateral", "engagement", "excusal", "ask")
        ),
        ("r", "r"),
    ),
    "letters.letter": ("r", "r"),
    "letters.invitationtemplate": ("rwa", "rwad"),
    "registrations.registration": ("rw", "rw"),
    "registrations.person": ("r", "r"),
    # With a group of its own: visa officers.
    "registrations.traveldocument": ("", "r"),
    "registrations.likelyduplicate": ("rw", "rw"),
    "registrations.confirmationrule": ("rwad", "rwad"),
    "registrations.quota": ("rwad", "rwad"),
    "registrations.categorydeadline": ("rwad", "rwad"),
    "registrations.extension": ("rwad", "rwad"),
    "delegations.entity": ("rwa", "rwad"),
    "delegations.delegation": ("rw", "rw"),
    "delegations.tag": ("rwa", "rwad"),
    "meetings.meeting": ("rw", "rwa"),
    "meetings.committee": ("rw", "rwad"),
    "outbox.message": ("r", "r"),
    "audit.auditentry": ("r", "r"),
    "accounts.user": ("", "rwa"),
    "account.emailaddress": ("", "rwad"),
}
# What the President's office may do: as the ISU's staff may, but of the bilaterals alone.
OFFICE = {model: given for model, (given, _) in MODELS.items() if model.startswith("bilaterals.")}
NEEDS = {
    "changelist": "r",
    "history": "r",
    "change": "r",
    "add": "a",
    "delete": "d",
    "password": "w",
}

# Take a POST and nothing else; all others take a GET, and a POST or not.
POST_ONLY = (
    {"csp_report", "admin:logout", "admin:registrations_traveldocument_order", "staff:withdraw"}
    | {
        f"delegation:{other}{name}"
        for name in (
            *("order", "focal_points", "role", "note_remove", "note_confirm", "confirmation"),
            "floor_right",
        )
        for other in ("", "other:")
    }
    | {"invitations:texts", "invitations:other:texts", "privacy:ask_export"}
    | {"participants:show", "participants:other:show"}
    | {f"mailings:{other}{name}" for name in ("take_out", "test") for other in ("", "other:")}
    | {f"checkin:{other}{name}" for name in ("entries", "take_back") for other in ("", "other:")}
    | {"statistics:take_back", "statistics:other:take_back"}
    | {"bilaterals:take_back", "bilaterals:other:take_back"}
    | {
        f"agenda:{other}{name}"
        for name in ("document_remove", "document_file_remove")
        for other in ("", "other:")
    }
    | {f"agenda:{other}{name}" for name in _EDITOR_POSTS for other in ("", "other:")}
    | {
        f"bilaterals:{other}{name}"
        for name in (
            *("order_candidates", "remove_candidate", "print_paper"),
            *("put", "exchange", "pin", "take_off"),
        )
        for other in ("", "other:")
    }
    | {
        f"speakers:{other}{name}"
        for name in ("turn", "step", "limit", "print")
        for other in ("", "other:")
    }
)


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
    office = OFFICE.get(model, "")
    given = {"isu_staff": staff, "administrator": administrator, "president_office": office}
    return given.get(actor, "")


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


def wrong(answers: Iterable[Answer], actor: str) -> str:
    """Name each answer that the tables do not expect."""
    return "\n".join(
        f"{a.method} {a.address.name} ({a.path}): {outcome}"
        for a in answers
        if (outcome := outcome_of(a.response)) not in expected(a.address, actor, a.method)
    )


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_meets_what_the_policies_declare(actor: str, answers_of: AnswersOf) -> None:
    assert wrong(answers_of(actor), actor) == ""


@pytest.mark.long
@pytest.mark.parametrize("actor", ACTORS)
def test_the_same_by_the_methods_that_are_asked_in_turns(actor: str) -> None:
    assert wrong(the_other_answers_of(actor), actor) == ""


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
    results.record(
        "matrix",
        {
            "patterns": len(patterns),
            "of them with a policy": len([a for a in patterns if a.policy]),
            "actors": len(ACTORS),
            "methods": len(METHODS),
            "cells": cells,
        },
    )
    assert len(patterns) > 120
    assert len(ACTORS) >= max(7, len(METHODS) - len(ALWAYS))
    assert {a.policy.name for a in patterns if a.policy} <= {
        *BY_POLICY,
        "staff",
        "role",
        "permission",
    }


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
