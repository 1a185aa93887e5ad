"""Attendance and mailings: who has a badge, who came, who is listed, and who was written to."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from . import words as w
from .kinds import Listed, Numbered, Put, RowGoes, listed, plain

_LISTS_KEPT = _(
    "The final list of participants and its corrections are part of the public record; of somebody who"
    " is erased alone, the line stays without the name."
)
_PRINT = "printed_at attempts next_try_at"


def _provisional(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(kind="provisional")


def _of_provisional(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(version__kind="provisional")


ATTENDANCE = (
    Listed(
        "attendance.Badge",
        meeting="meeting",
        person=("registration__person",),
        columns=plain(w.LINK, "id meeting registration number code language issued_by")
        | plain(w.STATE, "state issued_at printed_at ended_at")
        | listed(w.AT_THE_DOOR, w.DOOR, w.MONTH, facts=RowGoes(), reason=RowGoes()),
    ),
    Listed(
        "attendance.BadgePrint",
        meeting="meeting",
        mentions=True,
        columns=plain(
            w.TECHNICAL, f"id meeting token layout language scope count asked_at asked_by {_PRINT}"
        )
        | listed(w.PRINTS, w.STAFF, w.BADGE_PRINTS, of=RowGoes(), pdf=RowGoes()),
    ),
    Listed(
        "attendance.BadgeSheet",
        meeting="order__meeting",
        columns=plain(w.TECHNICAL, f"id order number badges {_PRINT}")
        | listed(w.PRINTS, w.NOBODY, w.BADGE_PRINTS, pdf=RowGoes()),
    ),
    # After the registrations, which count who came.
    Listed(
        "attendance.Passage",
        meeting="meeting",
        person=("registration__person",),
        columns=plain(w.LINK, "id meeting registration by taken_back_by")
        | plain(w.TECHNICAL, "written_at key taken_back_at")
        | listed(
            w.AT_THE_DOOR,
            w.DOOR,
            w.YEAR,
            day=RowGoes(),
            act=RowGoes(),
            happened_at=RowGoes(),
            place=RowGoes(),
            way=RowGoes(),
        ),
    ),
    # What it states, and when that goes, stands with the letters.
    Listed(
        "attendance.Certificate",
        meeting="meeting",
        columns=plain(w.LINK, "id meeting registration letter ordered_by")
        | plain(w.TECHNICAL, f"language is_bulk ordered_at {_PRINT}"),
    ),
    # Before the versions, which do not go without their files.
    Listed(
        "attendance.ListFile",
        meeting="version__meeting",
        only=_of_provisional,
        kept=_LISTS_KEPT,
        columns=plain(w.TECHNICAL, f"id version language format sha256 {_PRINT}")
        | listed(w.TAKE_PART, w.LISTED, w.YEAR, file=RowGoes()),
    ),
    Listed(
        "attendance.ListVersion",
        meeting="meeting",
        only=_provisional,
        kept=_LISTS_KEPT,
        columns=plain(
            w.STATE,
            "id meeting number kind population digest made_at made_by token is_shown shown_at shown_by",
        )
        | listed(
            w.TAKE_PART, w.LISTED, w.YEAR, content=RowGoes(), note=RowGoes(), reason=RowGoes()
        ),
    ),
    Listed(
        "attendance.Correction",
        meeting="registration__meeting",
        person=("registration__person",),
        columns=plain(
            w.STATE, "id registration asked_at asked_by language state decided_at decided_by"
        )
        | listed(
            w.TAKE_PART,
            w.FOCAL,
            w.QUARTER,
            honorific=RowGoes(),
            given_names=RowGoes(),
            family_name=RowGoes(),
            function=RowGoes(),
            department=RowGoes(),
            seen=RowGoes(),
            answer=RowGoes(),
        ),
    ),
)

MAILINGS = (
    Listed(
        "mailings.Mailing",
        meeting="meeting",
        columns=plain(
            w.OFFICIAL,
            "id meeting title subject_en text_en subject_fr text_fr subject_es text_es audience filters"
            " facts version created_at created_by changed_at changed_by sent_at sent_by stopped_at"
            " stopped_by",
        )
        # By their addresses, where they are not registered.
        | listed(w.MAILS, w.STAFF, w.QUARTER, left_out=Put([])),
    ),
    Listed(
        "mailings.Recipient",
        meeting="mailing__meeting",
        since="mailing__sent_at",
        person=("registration__person",),
        address=("email",),
        columns=plain(
            w.LINK, "id mailing registration focal_point language wanted_language text_version"
        )
        | listed(w.MAILS, w.STAFF, w.HALF, key=Numbered(), email=Put(), values=Put({})),
    ),
    Listed(
        "mailings.Trial",
        meeting="mailing__meeting",
        since="asked_at",
        mentions=True,
        columns=plain(w.STATE, "id mailing language asked_at asked_by")
        | listed(w.MAILS, w.STAFF, w.HALF, subject=RowGoes(), text=RowGoes(), values=RowGoes()),
    ),
)
