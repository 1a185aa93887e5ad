"""Bilateral meetings."""

from . import words as w
from .kinds import Listed, Put, RowGoes, Word, listed, plain

_PRINT = "id meeting paper key language digest asked_at printed_at attempts next_try_at"

BILATERALS = (
    Listed(
        "bilaterals.Host",
        plain(
            w.SETTING,
            "id meeting committee slug position president_chairs minutes buffer_minutes quorum room"
            " languages",
        ),
    ),
    Listed("bilaterals.SharedRoom", plain(w.SETTING, "id room")),
    Listed("bilaterals.Officer", plain(w.LINK, "id host user")),
    Listed("bilaterals.Window", plain(w.SETTING, "id begins_at ends_at host")),
    Listed("bilaterals.Break", plain(w.SETTING, "id begins_at ends_at meeting is_lunch")),
    Listed(
        "bilaterals.Absence",
        meeting="meeting",
        columns=plain(w.LINK, "id begins_at ends_at resource meeting")
        | listed(w.REASONS, w.HOSTS, w.QUARTER, reason=Put()),
    ),
    Listed("bilaterals.Candidate_hosts", plain(w.LINK, "id candidate host")),
    Listed(
        "bilaterals.Candidate",
        meeting="meeting",
        columns=plain(
            w.OFFICIAL,
            "id meeting delegation source rank weight minutes languages needs_accessible_room"
            " is_set_aside recusal_confirmed_by version",
        )
        | listed(w.REASONS, w.HOSTS, w.QUARTER, reason=Word(), recusal_reason=Word()),
    ),
    Listed("bilaterals.WantedPeriod", plain(w.OFFICIAL, "id begins_at ends_at candidate")),
    Listed(
        "bilaterals.Ask",
        meeting="host__meeting",
        columns=plain(
            w.OFFICIAL,
            "id delegation host token language state asked_at asked_by decided_at decided_by candidate",
        )
        | listed(w.REASONS, w.HOSTS, w.QUARTER, reason=Word(), wishes=Word(), answer=Word()),
    ),
    Listed(
        "bilaterals.Bilateral",
        meeting="meeting",
        columns=plain(
            w.OFFICIAL,
            "id begins_at ends_at meeting candidate delegation room code state is_pinned version"
            " created_at created_by offered_at expires_at reminded_at sequence answered_at answered_by"
            " wanted_at arrived_at started_at ended_at late_minutes",
        )
        | listed(w.REASONS, w.HOSTS, w.QUARTER, answer=Word()),
    ),
    Listed(
        "bilaterals.Excusal",
        meeting="candidate__meeting",
        columns=plain(w.OFFICIAL, "id candidate entity excused_at excused_by")
        | listed(w.REASONS, w.HOSTS, w.QUARTER, reason=Word()),
    ),
    Listed("bilaterals.Participant", plain(w.LINK, "id bilateral registration")),
    Listed(
        "bilaterals.BriefPaper",
        meeting="bilateral__meeting",
        files=("file",),
        columns=plain(
            w.STATE,
            "id bilateral language content_type size_bytes sha256 attached_at attached_by",
        )
        | listed(
            w.BILATERALS,
            w.HOSTS,
            w.PAPERS,
            title=RowGoes(),
            file=RowGoes(),
            file_name=RowGoes(),
        ),
    ),
    Listed("bilaterals.Resource", plain(w.LINK, "id entity room host president_of person")),
    Listed("bilaterals.Engagement", plain(w.LINK, "id bilateral resource part period is_active")),
    Listed(
        "bilaterals.Mark",
        plain(
            w.OFFICIAL, "id bilateral act before after made_at made_by taken_back_at taken_back_by"
        ),
    ),
    Listed(
        "bilaterals.Note",
        meeting="bilateral__meeting",
        columns=plain(w.STATE, "id host bilateral version written_at written_by")
        | listed(w.BILATERALS, w.OFFICERS, w.NOTES, sealed=RowGoes()),
    ),
    Listed(
        "bilaterals.Notice",
        meeting="bilateral__meeting",
        columns=plain(
            w.LINK,
            "id bilateral told audience focal_point registration officer state sequence begins_at room"
            " previous_begins_at previous_room left told_at",
        )
        | listed(w.REASONS, w.HOSTS, w.QUARTER, note=Word()),
    ),
    Listed(
        "bilaterals.Plan",
        meeting="meeting",
        columns=plain(
            w.STATE,
            "id meeting kind state asked_at asked_by queued_at began_at made_at attempts lease_until"
            " failure result settled_at settled_by",
        ),
    ),
    Listed(
        "bilaterals.Printout",
        meeting="meeting",
        mentions=True,
        columns=plain(w.TECHNICAL, _PRINT)
        | listed(w.PRINTS, w.HOSTS, w.DAY_PAPERS, facts=RowGoes(), pdf=RowGoes()),
    ),
)
