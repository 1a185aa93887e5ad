"""The purposes, readers and ends that the table is written in; a few, so that they stay comparable."""

from django.utils.translation import gettext_lazy as _

from .kinds import Counted, End

# --- When ---

MONTH = End("30d", _("30 days after the last day of the meeting"), Counted.MEETING, 30)
QUARTER = End("90d", _("90 days after the last day of the meeting"), Counted.MEETING, 90)
# So that a delegation finds its people again at the next meeting.
YEAR = End("400d", _("400 days after the last day of the meeting"), Counted.MEETING, 400)
HALF = End("180d", _("180 days after it was written"), Counted.ROW, 180)
PERSON = End("person", _("400 days after the last meeting of the person"), Counted.PERSON, 400)
ACCOUNT = End("account", _("400 days after the last sign-in"), Counted.ACCOUNT, 400)
NEVER = End("kept", _("kept: it is part of the public record"), Counted.NEVER)
TOTALS = End("totals", _("kept without the name, so that totals stay right"), Counted.NEVER)
OFFICE = End("office", _("as long as the office is held"), Counted.NEVER)


def by(path: str, text: object, days: int = 0) -> End:
    """Return the end of what the operation at a dotted path erases, `days` after the meeting or soon."""
    return End(path.rpartition(".")[0], text, Counted.TASK, days, task=path)  # type: ignore[arg-type]


_DAYS_30 = _("30 days after the last day of the meeting")
# On the thirtieth day, whose first hour is 29 days after midnight of the last one.
PASSPORT = by("registration.letters.visas.erase_due", _DAYS_30, 29)
PROGRAMME = by("programme.agenda.operations.erase_due", _DAYS_30, 30)
NOTES = by("programme.bilaterals.operations.notes.erase_due_notes", _DAYS_30, 30)
PAPERS = by("programme.bilaterals.operations.brief_papers.erase_due_papers", _DAYS_30, 30)
_DAY = _("one day after it was asked for")
SHEETS = by("registration.registrations.operations.erase_old_sheets", _DAY)
BUNDLES = by("registration.letters.operations.erase_bundles", _DAY)
LISTS = by("programme.interventions.operations.erase_printouts", _DAY)
DAY_PAPERS = by("programme.bilaterals.operations.printing.erase_printouts", _DAY)
EXPORTS = by("intersessional.privacy.operations.exporting.erase_exports", _DAY)
LARGE_EXPORTS = by("intersessional.desk.exports.operations.erase_old", _DAY)
BADGE_PRINTS = by("registration.attendance.badges.operations.erase_prints", _DAY)
SIGN_INS = by("intersessional.accounts.tasks.forget", _("one day after it has ended"))
THIRTEEN_MONTHS = by(
    "intersessional.accounts.tasks.forget", _("thirteen months after it has ended")
)

# --- Who sees it ---

NOBODY = _("nobody; the portal alone")
ISU = _("the person, the focal point, the secretariat")
STAFF = _("the secretariat")
SELF_AND_STAFF = _("the person and the secretariat")
FOCAL = _("the delegation’s focal points and the secretariat")
ARRANGERS = _("the person, and the few of the secretariat who arrange it")
VISA = _("the person, and visa officers of the secretariat, each view recorded")
HOSTS = _("the hosts of bilaterals and the secretariat")
OFFICERS = _("the officers of the host alone")
CHAIRS = _("the chair’s screen and the secretariat")
ADMINISTRATORS = _("administrators")
SELF_AND_ADMINISTRATORS = _("the person and administrators")
DOOR = _("the check-in desk and the secretariat")
LISTED = _("the secretariat; delegations, where it is shown to them")
ORDERED = _("whoever ordered it")
READERS = _("everybody")

# --- What for ---

TAKE_PART = _("to register somebody for a meeting, and to name them on lists, badges and letters")
REACH = _("to write to somebody about their registration")
AGAIN = _("so that a delegation finds its people again at the next meeting")
BALANCE = _("to count women and men in totals; the answer is optional")
NEEDS = _("to arrange what somebody needs in order to take part")
JOURNEY = _("to write a letter for a visa")
PROOF = _("to prove who belongs to a delegation")
MAILS = _("to know what was said to whom, and to send it again")
LETTERS = _("to hand out the same letter again")
REASONS = _("to understand a request or a decision; such a text may name somebody")
FLOOR = _("to give the floor, and to record who spoke")
BILATERALS = _("to plan bilateral meetings")
PROGRAMME_PEOPLE = _("to say who chairs, moderates and sits on panels")
SIGN_IN = _("to let somebody in, and nobody else")
TRAIL = _("to know who changed what")
PRINTS = _("to hand out a file that somebody asked for")
AT_THE_DOOR = _("to let somebody in, and to count who came")
DIFFERENCES = _("to publish no figures whose difference tells of somebody")
RIGHTS = _("to answer somebody who asks what the portal holds about them")

# --- Why not personal ---

LINK = _("a number that links rows; it names nobody once the name is gone")
STATE = _("where something stands, and since when")
SETTING = _("a setting of the meeting or of the portal")
TECHNICAL = _("what the portal needs to work; it says nothing about a person")
OFFICIAL = _("about a State, an organisation or an office, not about a person")

# --- What ---

# Columns that have no name of their own in their models: no form ever asks for them.
NAMES = {
    ("registrations.Registration", "submission_digest"): _(
        "fingerprint of the form as it was sent"
    ),
    ("registrations.TravelDocument", "sealed"): _("passport and journey, sealed"),
    ("registrations.TravelDocument", "sealed_terms"): _("who bears the costs, sealed"),
    ("registrations.Sheet", "rows"): _("lines of the sheet"),
    ("registrations.Sheet", "columns"): _("columns of the sheet"),
    ("registrations.Sheet", "left_out"): _("lines that were left out"),
    ("letters.Letter", "pdf"): _("the letter itself (PDF)"),
    ("attendance.BadgeSheet", "pdf"): _("the badges themselves (PDF)"),
    ("attendance.Correction", "seen"): _("what stood in the list when it was asked for"),
    ("mailings.Recipient", "key"): _("who it is: registration or address"),
    ("bilaterals.Note", "sealed"): _("the note, sealed"),
    ("bilaterals.Notice", "note"): _("note to the delegation"),
    ("desk.StatisticsPublication", "basis"): _("what the figures were counted from"),
    ("mfa.Authenticator", "user"): _("whose it is"),
    ("mfa.Authenticator", "data"): _("secret for the second step of signing in"),
    ("outbox.Message", "raw"): _("the mail itself, until it has left"),
    ("audit.AuditValues", "salt"): _("random number that seals the values"),
    ("privacy.Export", "sealed"): _("the answer itself, sealed"),
}
