"""The programme and the floor."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from . import words as w
from .kinds import FileGoes, Listed, Put, RowGoes, Stays, Word, listed, plain

_KEPT = "added_at added_by removed_at removed_by"

AGENDA = (
    Listed(
        "agenda.PersonalCalendar",
        meeting="meeting",
        user=("user",),
        columns=plain(w.TECHNICAL, "id meeting is_whole language made_at")
        | listed(
            w.REACH,
            w.NOBODY,
            w.PROGRAMME,
            user=RowGoes(),
            key_sha256=RowGoes(),
            sealed_key=RowGoes(),
        ),
    ),
    Listed(
        "agenda.Subscription",
        meeting="meeting",
        user=("user",),
        columns=plain(w.TECHNICAL, "id meeting item_uid language subscribed_at")
        | listed(w.REACH, w.NOBODY, w.PROGRAMME, user=RowGoes()),
    ),
    Listed(
        "agenda.Notice",
        meeting="publication__meeting",
        address=("email",),
        columns=plain(
            w.TECHNICAL, "id publication since language reasons person_uids item_uids is_whole"
        )
        | listed(w.REACH, w.STAFF, w.PROGRAMME, email=RowGoes(), name=RowGoes()),
    ),
    Listed(
        "agenda.DraftEdit",
        meeting="meeting",
        mentions=True,
        columns=plain(w.TECHNICAL, "id meeting verb by at undone_at undoes")
        | listed(w.TRAIL, w.STAFF, w.PROGRAMME, rows=RowGoes()),
    ),
    Listed(
        "agenda.Contributor",
        meeting="meeting",
        address=("email",),
        columns=plain(w.LINK, "id uid version meeting entity language")
        | listed(w.REACH, w.STAFF, w.PROGRAMME, email=Put())
        | listed(w.BALANCE, w.STAFF, w.YEAR, gender=Put())
        | listed(
            w.PROGRAMME_PEOPLE,
            w.READERS,
            w.NEVER,
            name=Stays(),
            function_en=Stays(),
            function_fr=Stays(),
            function_es=Stays(),
        ),
    ),
    Listed(
        "agenda.Publication",
        columns=plain(w.LINK, "id meeting number published_at published_by token")
        | plain(w.OFFICIAL, "note_en note_fr note_es")
        | listed(w.PROGRAMME_PEOPLE, w.READERS, w.NEVER, content=Stays()),
    ),
    Listed(
        "agenda.Edition",
        columns=plain(w.TECHNICAL, "id publication language sha256 printed_at attempts next_try_at")
        | listed(w.PROGRAMME_PEOPLE, w.READERS, w.NEVER, pdf=Stays()),
    ),
    Listed(
        "agenda.Document",
        plain(
            w.OFFICIAL,
            f"id uid version {_KEPT} meeting item_uid title_en title_fr title_es position"
            " restricted_until_at",
        ),
    ),
    Listed(
        "agenda.DocumentFile",
        plain(
            w.OFFICIAL,
            f"id {_KEPT} document language file file_name content_type size_bytes sha256 link",
        ),
    ),
    Listed(
        "agenda.Item",
        plain(
            w.OFFICIAL,
            "id uid version meeting number title_en title_fr title_es summary_en summary_fr summary_es"
            " committee",
        ),
    ),
    Listed(
        "agenda.Room",
        plain(w.SETTING, "id uid version meeting name_en name_fr name_es position is_accessible"),
    ),
    Listed(
        "agenda.Session",
        plain(
            w.OFFICIAL,
            "id uid version meeting title_en title_fr title_es room begins_at ends_at chair",
        ),
    ),
    Listed(
        "agenda.Segment",
        plain(
            w.OFFICIAL,
            "id uid version session position item title_en title_fr title_es minutes audience about"
            " order_rule national_minutes group_minutes organisation_minutes requests_open_at"
            " requests_close_at",
        ),
    ),
    Listed(
        "agenda.Panel",
        plain(w.OFFICIAL, "id uid version segment title_en title_fr title_es moderator"),
    ),
    Listed(
        "agenda.Panellist",
        plain(w.OFFICIAL, "id panel contributor position topic_en topic_fr topic_es"),
    ),
    Listed("agenda.Presence", plain(w.LINK, "id contributor session period")),
)


def _not_published(rows: QuerySet[Any]) -> QuerySet[Any]:
    # Not by `exclude` alone: nothing was decided on most of them, and null is not equal to anything.
    published = rows.with_stand().filter(publication="publish")  # type: ignore[attr-defined]
    return rows.exclude(pk__in=published.values("pk"))


INTERVENTIONS = (
    Listed(
        "interventions.FloorRight",
        plain(w.LINK, "id registration given_at given_by"),
    ),
    Listed(
        "interventions.Intervention",
        meeting="delegation__meeting",
        person=("speaker__person",),
        columns=plain(w.LINK, "id segment delegation asked_by about speaker")
        | plain(
            w.OFFICIAL,
            "arrival received_at token digest version correspondence_language kind on_behalf_of"
            " protocol_level is_written_only language minutes_wished has_disaggregated_data",
        )
        | listed(w.FLOOR, w.READERS, w.NEVER, name_in_the_room=Stays())
        | listed(w.REASONS, w.FOCAL, w.QUARTER, note=Put(), late_reason=Word()),
    ),
    Listed(
        "interventions.FloorEvent",
        meeting="segment__session__meeting",
        columns=plain(w.OFFICIAL, "id segment number verb intervention data at by")
        | listed(w.REASONS, w.CHAIRS, w.QUARTER, reason=Word()),
    ),
    Listed(
        "interventions.Printout",
        meeting="segment__session__meeting",
        mentions=True,
        columns=plain(
            w.TECHNICAL, "id segment language digest asked_at printed_at attempts next_try_at"
        )
        | listed(w.PRINTS, w.CHAIRS, w.LISTS, facts=RowGoes(), pdf=RowGoes()),
    ),
    Listed(
        "interventions.Statement",
        meeting="intervention__delegation__meeting",
        person=("intervention__speaker__person",),
        only=_not_published,
        kept=_("Statements that were published are part of the public record."),
        columns=plain(
            w.OFFICIAL,
            "id intervention number key token language content_type size_bytes sha256"
            " check_against_delivery may_be_published uploaded_at uploaded_by",
        )
        | listed(w.FLOOR, w.FOCAL, w.QUARTER, file=FileGoes(), file_name=Word(), reason=Word()),
    ),
    Listed(
        "interventions.Disclosure",
        meeting="intervention__delegation__meeting",
        columns=plain(w.OFFICIAL, "id intervention statement step at by")
        | listed(w.REASONS, w.STAFF, w.QUARTER, reason=Word()),
    ),
    Listed(
        "interventions.Swap",
        meeting="segment__session__meeting",
        columns=plain(
            w.OFFICIAL,
            "id segment proposer partner state proposed_at proposed_by ended_at ended_by void_after"
            " event_number",
        )
        | listed(w.REASONS, w.FOCAL, w.QUARTER, reason=Word()),
    ),
)
