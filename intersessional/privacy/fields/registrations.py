"""Meetings, delegations and registrations."""

from django.utils.translation import gettext_lazy as _

from . import words as w
from .kinds import FileGoes, Listed, Numbered, Put, RowGoes, Stays, Word, listed, plain

_MEETING = (
    "id slug code kind stage short_title_en short_title_fr short_title_es"
    " title_en title_fr title_es begins_on ends_on morning_begins morning_ends"
    " afternoon_begins afternoon_ends hours_are_indicative time_zone venue_en venue_fr venue_es street"
    " postal_code city_en city_fr city_es country_en country_fr country_es contact_email"
    " president_title_en president_title_fr president_title_es registration_opens_at"
    " registration_closes_at visa_advised_on bilaterals_on interventions_close_at"
    " point_of_order_minutes reply_minutes reconfirm_after_changes reminder_interval_days"
    " is_set_current last_receipt"
)
_ACTS = (
    "submitted_by endorsed_at endorsed_by confirmed_at confirmed_by declined_at declined_by"
    " withdrawn_at withdrawn_by"
)

MEETINGS = (
    Listed(
        "meetings.Meeting",
        plain(w.SETTING, _MEETING)
        | listed(w.TAKE_PART, w.READERS, w.NEVER, president_name=Stays()),
    ),
    Listed(
        "meetings.Preparation",
        plain(w.STATE, "id meeting source token settled begun_at begun_by opened_at"),
    ),
    Listed("meetings.Committee", plain(w.SETTING, "id slug name_en name_fr name_es")),
)

DELEGATIONS = (
    Listed("delegations.Tag", plain(w.SETTING, "id slug")),
    Listed("delegations.Entity_tags", plain(w.SETTING, "id entity tag")),
    Listed(
        "delegations.Entity",
        plain(
            w.OFFICIAL,
            "id code kind acronym is_signatory is_un_member is_observer is_usually_invited"
            " is_provisional asked_name email postal_address correspondence_language",
        ),
    ),
    Listed(
        "delegations.EntityName",
        plain(w.OFFICIAL, "id valid_from valid_until entity language name"),
    ),
    Listed("delegations.PartyStatus", plain(w.OFFICIAL, "id valid_from valid_until entity")),
    Listed(
        "delegations.CommitteeMembership",
        plain(w.OFFICIAL, "id valid_from valid_until committee entity role is_to_be_confirmed"),
    ),
    Listed("delegations.Delegation", plain(w.OFFICIAL, "id meeting entity category")),
    Listed(
        "delegations.FocalPoint",
        meeting="delegation__meeting",
        address=("email",),
        columns=plain(
            w.STATE,
            "id delegation language added_at added_by approved_at approved_by ended_at ended_by",
        )
        | listed(w.REACH, w.FOCAL, w.YEAR, name=Put(), email=Numbered(), function=Put()),
    ),
    Listed(
        "delegations.Note",
        meeting="delegation__meeting",
        files=("file",),
        kept=_("Notes verbales and letters of missions name several people; they go as a whole."),
        columns=plain(
            w.STATE,
            "id delegation dated_on content_type size_bytes sha256 received_at received_by removed_at"
            " removed_by",
        )
        | listed(
            w.PROOF,
            w.FOCAL,
            w.QUARTER,
            reference=RowGoes(),
            names=RowGoes(),
            file=RowGoes(),
            file_name=RowGoes(),
        ),
    ),
)


REGISTRATIONS = (
    Listed(
        "registrations.Person",
        person=("pk",),
        columns=plain(w.LINK, "id")
        | listed(w.AGAIN, w.FOCAL, w.PERSON, given_names=Put(), family_name=Word(), email=Put()),
    ),
    Listed(
        "registrations.Registration",
        meeting="meeting",
        person=("person",),
        columns=plain(w.LINK, "id meeting delegation person replaced_by turn merged_into")
        | plain(w.TECHNICAL, "receipt_number receipt_token badge_code submission_token version")
        | plain(w.STATE, f"state is_late is_to_attend received_at correspondence_language {_ACTS}")
        | listed(
            w.TAKE_PART,
            w.ISU,
            w.YEAR,
            submission_digest=Put(),
            honorific=Put(),
            given_names=Put(),
            family_name=Word(),
            function=Put(),
            department=Put(),
            languages=Put([]),
        )
        | listed(w.REACH, w.ISU, w.YEAR, email=Put(), phone=Put())
        | listed(w.BALANCE, w.SELF_AND_STAFF, w.YEAR, gender=Put())
        | listed(w.REASONS, w.ISU, w.YEAR, late_reason=Word(), decline_reason=Word())
        | listed(
            w.TAKE_PART,
            w.ISU,
            w.TOTALS,
            role=Stays(),
            position=Stays(),
            participation=Stays(),
            days=Stays(),
            wants_visa_letter=Stays(),
        ),
    ),
    Listed(
        "registrations.Needs",
        meeting="registration__meeting",
        person=("registration__person",),
        columns=plain(w.LINK, "registration")
        | listed(w.NEEDS, w.ARRANGERS, w.MONTH, accessibility=RowGoes(), diet=RowGoes()),
    ),
    Listed(
        "registrations.TravelDocument",
        meeting="registration__meeting",
        person=("registration__person",),
        columns=plain(w.LINK, "registration")
        | plain(w.STATE, "version terms_version entered_at entered_by asked_at asked_by")
        | listed(w.JOURNEY, w.VISA, w.PASSPORT, sealed=RowGoes(), sealed_terms=RowGoes()),
    ),
    Listed(
        "registrations.LikelyDuplicate",
        plain(w.LINK, "id first second likeness similarity state found_at decided_at decided_by"),
    ),
    Listed(
        "registrations.Reminder", plain(w.LINK, "id meeting entity focal_point sent_at sent_by")
    ),
    Listed("registrations.ConfirmationRule", plain(w.SETTING, "id meeting category needs")),
    Listed("registrations.Quota", plain(w.SETTING, "id meeting category delegation places")),
    Listed("registrations.CategoryDeadline", plain(w.SETTING, "id meeting category closes_at")),
    Listed(
        "registrations.Extension",
        meeting="meeting",
        address=("email",),
        columns=plain(w.SETTING, "id meeting delegation closes_at granted_at granted_by")
        | listed(w.REASONS, w.STAFF, w.MONTH, email=RowGoes(), reason=RowGoes()),
    ),
    Listed(
        "registrations.Sheet",
        meeting="meeting",
        mentions=True,
        columns=plain(w.TECHNICAL, "id token has_heading expires_at written_to written_at counts")
        | plain(w.LINK, "owner meeting delegation")
        | listed(
            w.TAKE_PART, w.FOCAL, w.SHEETS, rows=RowGoes(), columns=RowGoes(), left_out=RowGoes()
        ),
    ),
)

_LETTER_FACTS = {"digest": "", "members": [], "reference": ""}

LETTERS = (
    Listed(
        "letters.Letter",
        meeting="meeting",
        person=("registration__person",),
        kept=_("Letters for a visa are emptied 30 days after the meeting already."),
        columns=plain(w.LINK, "id meeting registration delegation entity replaces issued_by")
        | plain(
            w.STATE, "kind version language code state issued_on template_version sha256 is_sealed"
        )
        | listed(
            w.LETTERS,
            w.ISU,
            w.QUARTER,
            facts=Put(_LETTER_FACTS),
            pdf=Put(None),
            withdrawn_because=Word(),
        ),
    ),
    Listed(
        "letters.DueLetter",
        meeting="delegation__meeting",
        columns=plain(w.TECHNICAL, "id delegation digest waits_since due_at asked_by attempts")
        | listed(w.LETTERS, w.STAFF, w.QUARTER, problem=RowGoes()),
    ),
    Listed(
        "letters.Batch",
        plain(
            w.STATE,
            "id meeting choice size prepared_at prepared_by approved_at approved_by paused_at paused_by"
            " cancelled_at cancelled_by",
        ),
    ),
    Listed(
        "letters.Invitation", plain(w.LINK, "id batch meeting entity language letter cancelled_at")
    ),
    Listed(
        "letters.Bundle",
        files=("file",),
        columns=plain(
            w.STATE,
            "id batch format scope language asked_at asked_by queued_at letters done attempts"
            " lease_until made_at failure erased_at",
        )
        | listed(w.PRINTS, w.STAFF, w.BUNDLES, file=FileGoes()),
    ),
    Listed(
        "letters.InvitationTemplate",
        plain(
            w.OFFICIAL,
            "id meeting audience language version sender letterhead contact dated_on place_and_date"
            " reference addressee salutation subject opening invitation body closing signature"
            " enclosures later_pages",
        ),
    ),
)
