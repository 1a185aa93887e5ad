"""A registration in words, as pages and mails show it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from registration.meetings.policies import visa_letter_late_since
from registration.meetings.wording import days_text

from .details import Details, Particulars
from .models import Gender, Payer, Post, Registration, Role, SpokenLanguage
from .travel import TravelParticulars

Rows = list[tuple[str, str]]


def of_registration(registration: Registration) -> Rows:
    """Return what was received, as rows of label and value; never the needs."""
    return _rows(
        delegation=registration.delegation.name,
        honorific=registration.honorific,
        given_names=registration.given_names,
        family_name=registration.family_name,
        function=registration.function,
        department=registration.department,
        role=registration.role,
        email=registration.email,
        phone=registration.phone,
        languages=registration.languages,
        days=registration.days,
        gender=registration.gender,
    )


def for_comparison(registration: Registration) -> Rows:
    """Return what the staff compare of two who may be one: when they came, by whose word, and what."""
    endorsed_at = registration.endorsed_at
    return [
        (_("Received"), _instant(registration.received_at)),
        (_("Confirmed by the delegation"), _instant(endorsed_at) if endorsed_at else _("not yet")),
        *of_registration(registration),
    ]


def of_details(details: Details, meeting: Meeting) -> Rows:
    """Return submitted answers, as rows of label and value; never the needs."""
    delegation = details.unlisted_name
    if not delegation:
        entity = Entity.objects.filter(code=details.entity_code).first()
        language = (get_language() or "en")[:2]
        delegation = entity.name_on(meeting.begins_on, language) if entity else details.entity_code
    return _rows(
        delegation=delegation,
        honorific=details.honorific,
        given_names=details.given_names,
        family_name=details.family_name,
        function=details.function,
        department=details.department,
        role=details.role,
        email=details.email,
        phone=details.phone,
        languages=details.languages,
        days=details.days,
        gender=details.gender,
    )


def of_own(registration: Registration, *, hidden: Collection[str] = ()) -> Rows:
    """Return what is registered of a person, but for what is hidden from whoever looks."""
    return [
        (_("Delegation"), registration.delegation.name),
        *of_particulars(Particulars.of(registration), hidden=hidden),
        (_("E-mail address"), registration.email),
    ]


def of_particulars(particulars: Particulars, *, hidden: Collection[str] = ()) -> Rows:
    """Return what a person may change, as rows of label and value."""
    needs = [
        (_("Accessibility needs"), particulars.accessibility),
        (_("Dietary needs"), particulars.diet),
    ]
    rows = _rows(
        role=particulars.role,
        languages=particulars.languages,
        days=particulars.days,
        gender=particulars.gender,
        delegation="",
        honorific=particulars.honorific,
        given_names=particulars.given_names,
        family_name=particulars.family_name,
        function=particulars.function,
        department=particulars.department,
        email="",
        phone=particulars.phone,
    )
    left_out = {_("Delegation"), _("E-mail address")}
    if "gender" in hidden:
        left_out.add(_("Gender"))
    return [
        *(row for row in rows if row[0] not in left_out),
        *([] if "diet" in hidden else needs),
        (_("Visa letter"), _("Yes") if particulars.wants_visa_letter else _("No")),
    ]


def side_by_side(
    first: Particulars, second: Particulars, *, hidden: Collection[str] = ()
) -> list[tuple[str, str, str]]:
    """Return both versions of what differs, as rows of label, first and second value."""
    rows = [of_particulars(one, hidden=hidden) for one in (first, second)]
    pairs = zip(*rows, strict=True)
    return [(label, one, other) for (label, one), (_label, other) in pairs if one != other]


@dataclass(frozen=True)
class Closing:
    """The last day that is in time, and whether it has passed."""

    last_day: date
    is_past: bool


def closing_of(closes_at: datetime, meeting: Meeting, *, at: datetime) -> Closing:
    """Return a closing time as pages and mails say it."""
    return Closing(meeting.last_day_before(closes_at), at >= closes_at)


def visa_advice(meeting: Meeting, *, at: datetime) -> str:
    """Return until when to ask for a letter for a visa; afterwards, that it may be too late."""
    if meeting.visa_advised_on is None:
        return _("A visa can take 21 days: please ask for the letter as soon as you can.")
    days = {"day": date_format(meeting.visa_advised_on, "DATE_FORMAT")}
    if visa_letter_late_since(meeting, at=at):
        return (
            _(
                "We advised to ask before %(day)s, and that day has passed. You still can: please do it"
                " at once, since a visa can take 21 days, and it may be too late."
            )
            % days
        )
    return _("Please ask before %(day)s: a visa can take 21 days.") % days


def of_travel(travel: TravelParticulars, *, number: str) -> Rows:
    """Return the particulars for a letter for a visa, the number of the passport as it is given here."""
    latin = [
        (_("Family name in Latin letters"), travel.latin_family_name),
        (_("Given names in Latin letters"), travel.latin_given_names),
    ]
    return [
        (_("Nationality"), travel.nationality),
        (_("Date of birth"), date_format(travel.birth_date, "DATE_FORMAT")),
        (_("Place of birth"), travel.birth_place),
        (_("Passport number"), number),
        (_("Passport issued on"), date_format(travel.passport_issued_on, "DATE_FORMAT")),
        (_("Passport valid until"), date_format(travel.passport_expires_on, "DATE_FORMAT")),
        *[(label, name) for label, name in latin if name],
        *of_journey(travel),
    ]


def of_journey(travel: TravelParticulars) -> Rows:
    """Return what is said of the journey, and nothing of the passport."""
    post = f"{Post(travel.post).label}, {travel.post_city}, {travel.post_country}"
    payer = ", ".join(filter(None, [str(Payer(travel.payer_kind).label), travel.payer]))
    return [
        (_("Embassy or consulate"), post),
        (_("Intended arrival"), date_format(travel.arrives_on, "DATE_FORMAT")),
        (_("Intended departure"), date_format(travel.departs_on, "DATE_FORMAT")),
        (_("Who bears the costs"), payer),
    ]


def listed_as(registration: Registration) -> str:
    """Return the person's line: Ms. Given FAMILY, Function, head of delegation, Ecuador."""
    role = role_beside(registration.function, registration.role)
    parts = [registration.printed_name, registration.function, role, registration.delegation.name]
    return ", ".join(filter(None, parts))


def role_beside(function: str, role: str) -> str:
    """Return what to say of the role where the function stands before it: nothing of a member.

    Nothing either where it is one of the words of the function, parted by commas, in the active
    language: “Adviser, Ministry of Health” is not followed by “Adviser”.
    """
    word = str(Role(role).label)
    said = {part.strip().casefold() for part in function.split(",")}
    return "" if role == Role.MEMBER or word.casefold() in said else word


def salutation_name(registration: Registration) -> str:
    """Return the name for “Dear …”: with the honorific the family name, else the whole name."""
    if registration.honorific:
        return f"{registration.honorific} {registration.family_name}"
    return f"{registration.given_names} {registration.family_name}"


def _instant(at: datetime) -> str:
    """Return an instant in the time of the portal: 14 May 2018, 09:00."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATE_FORMAT')}, {time_format(local, 'TIME_FORMAT')}"


def _rows(
    *,
    role: str,
    languages: list[str] | tuple[str, ...],
    days: list[date] | tuple[date, ...],
    gender: str,
    **texts: str,
) -> Rows:
    spoken = ", ".join(str(SpokenLanguage(code).label) for code in languages)
    return [
        (_("Delegation"), texts["delegation"]),
        (_("Role in the delegation"), str(Role(role).label)),
        (_("Honorific"), texts["honorific"]),
        (_("Given name(s)"), texts["given_names"]),
        (_("Family name"), texts["family_name"]),
        (_("Function"), texts["function"]),
        (_("Ministry or department"), texts["department"]),
        (_("E-mail address"), texts["email"]),
        (_("Telephone"), texts["phone"]),
        (_("Languages"), spoken),
        (_("Days present"), capfirst(days_text(list(days)))),
        (_("Gender"), str(Gender(gender).label) if gender else ""),
    ]
