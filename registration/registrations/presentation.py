"""A registration in words, as pages and mails show it."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from registration.meetings.wording import days_text

from .details import Details, Particulars
from .models import Gender, Registration, Role, SpokenLanguage

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


def of_own(registration: Registration, *, with_needs: bool = True) -> Rows:
    """Return everything that is registered of a person; the needs only for their own eyes."""
    return [
        (_("Delegation"), registration.delegation.name),
        *of_particulars(Particulars.of(registration), with_needs=with_needs),
        (_("E-mail address"), registration.email),
    ]


def of_particulars(particulars: Particulars, *, with_needs: bool = True) -> Rows:
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
    elsewhere = (_("Delegation"), _("E-mail address"))
    return [
        *(row for row in rows if row[0] not in elsewhere),
        *(needs if with_needs else []),
        (_("Visa letter"), _("Yes") if particulars.wants_visa_letter else _("No")),
    ]


def side_by_side(
    first: Particulars, second: Particulars, *, with_needs: bool = True
) -> list[tuple[str, str, str]]:
    """Return both versions of what differs, as rows of label, first and second value."""
    rows = [of_particulars(one, with_needs=with_needs) for one in (first, second)]
    pairs = zip(*rows, strict=True)
    return [(label, one, other) for (label, one), (_label, other) in pairs if one != other]


def listed_as(registration: Registration) -> str:
    """Return the person's line: Ms. Given FAMILY, Function, head of delegation, Ecuador."""
    role = registration.get_role_display() if registration.role != Role.MEMBER else ""
    parts = [registration.printed_name, registration.function, role, registration.delegation.name]
    return ", ".join(filter(None, parts))


def salutation_name(registration: Registration) -> str:
    """Return the name for “Dear …”: with the honorific the family name, else the whole name."""
    if registration.honorific:
        return f"{registration.honorific} {registration.family_name}"
    return f"{registration.given_names} {registration.family_name}"


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
