"""Everything that stands in a brief, as texts in the active language.

No e-mail address, gender or needs of anybody, no note to the secretariat, and nothing confidential.
"""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.agenda.documents import kind_of
from programme.interventions.models import Intervention, Statement
from programme.interventions.queries import states_of
from registration.delegations.models import CommitteeMembership, Delegation, PartyStatus, holds_on
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import PLACED

from ..models import Ask, Bilateral
from ..tags import label_of

Facts = dict[str, Any]
_COUNTED = Q(registrations__state__in=sorted(PLACED))


def facts_of(bilateral: Bilateral, at: datetime) -> Facts:
    """Return the brief of a bilateral (read `with_names`); a dozen queries, whatever there is."""
    meeting, delegation = bilateral.meeting, bilateral.delegation
    with timezone.override(meeting.zone):
        return {
            "office": meeting.office_name,
            "convention": meeting.convention_name,
            "contact": meeting.contact_email,
            "meeting": meeting.short_title,
            "delegation": delegation.name,
            "hosts": bilateral.candidate.host_names,
            "when": capfirst(
                date_format(timezone.localtime(bilateral.begins_at), "FULL_DATE_FORMAT")
            )
            + ", "
            + _hours(bilateral),
            "room": bilateral.room.name,
            "state": capfirst(str(bilateral.get_state_display())),
            "standing": _standing(delegation, meeting),
            "reason": _reason(bilateral),
            "asks": _asks(bilateral),
            "members": _members(bilateral),
            "papers": _papers(bilateral),
            "speaking": _speaking(delegation),
            "others": _others(bilateral),
            "earlier": _earlier(delegation, meeting),
            "as_of": date_format(timezone.localtime(at), "DATETIME_FORMAT"),
        }


def _hours(bilateral: Bilateral) -> str:
    begins, ends = bilateral.begins_at, bilateral.ends_at
    return "–".join(date_format(timezone.localtime(one), "TIME_FORMAT") for one in (begins, ends))


def _standing(delegation: Delegation, meeting: Meeting) -> list[Facts]:
    """Return what the delegation is: its category, since when a party, its Committees, its tags."""
    day, entity = meeting.begins_on, delegation.entity
    rows = [(_("Category"), capfirst(delegation.get_category_display()))]
    status = PartyStatus.objects.filter(holds_on(day), entity=entity).first()
    if status and status.valid_from:
        rows.append((_("State Party since"), date_format(status.valid_from, "DATE_FORMAT")))
    served = CommitteeMembership.objects.filter(holds_on(day), entity=entity)
    for one in served.select_related("committee").order_by("committee__name_en"):
        rows.append((_("Committee"), f"{one.committee.name} ({one.get_role_display()})"))
    tags = [label_of(tag) for tag in entity.tags.all()]
    if tags:
        rows.append((_("Marked as"), "; ".join(tags)))
    return [{"label": label, "text": text} for label, text in rows]


def _reason(bilateral: Bilateral) -> list[Facts]:
    """Return why it was chosen, and how much it matters."""
    candidate = bilateral.candidate
    rows = [
        (_("Reason"), candidate.reason or "–"),
        (_("How it came"), capfirst(candidate.get_source_display())),
        (_("Rank"), str(candidate.rank)),
    ]
    return [{"label": label, "text": text} for label, text in rows]


def _asks(bilateral: Bilateral) -> list[Facts]:
    """Return what the delegation itself asked these hosts for."""
    asked = Ask.objects.filter(delegation=bilateral.delegation_id, host__in=bilateral.hosts)
    return [
        {
            "host": one.host.name,
            "when": date_format(timezone.localtime(one.asked_at), "DATE_FORMAT"),
            "reason": one.reason,
            "wishes": one.wishes,
        }
        for one in asked.select_related("host__committee").order_by("asked_at", "pk")
    ]


def _members(bilateral: Bilateral) -> list[Facts]:
    """Return who is registered, the head first; those who come to this bilateral are marked."""
    placed = Registration.objects.filter(
        delegation=bilateral.delegation_id, state__in=sorted(PLACED)
    )
    coming = set(bilateral.participants.values_list("registration", flat=True))
    return [
        {
            "name": one.printed_name,
            "function": ", ".join(filter(None, [one.function, one.department])),
            "role": one.get_role_display(),
            "comes": one.pk in coming,
        }
        for one in placed.in_order()
    ]


def _papers(bilateral: Bilateral) -> list[Facts]:
    """Return what is attached, by its title: who reads the brief knows that it exists."""
    return [
        {
            "title": one.title,
            "kind": kind_of(one.content_type),
            "language": str(one.get_language_display()) if one.language else "",
        }
        for one in bilateral.papers.all()
    ]


def _speaking(delegation: Delegation) -> list[Facts]:
    """Return its requests for the floor, and for which of them there is a statement; never the text."""
    of_request = Statement.objects.filter(intervention=OuterRef("pk"))
    found = list(
        Intervention.objects.filter(delegation=delegation)
        .annotate(has_statement=Exists(of_request))
        .select_related("segment__item", "about")
        .prefetch_related("about__names")
        .order_by("segment__session__begins_at", "segment__position", "pk")
    )
    states = states_of(found)
    return [
        {
            "item": _item(one),
            "kind": capfirst(one.get_kind_display()),
            "about": _about(one),
            "state": capfirst(str(states[one.pk].label)),
            "has_statement": one.has_statement,
        }
        for one in found
    ]


def _item(intervention: Intervention) -> str:
    item = intervention.segment.item
    return f"{item.number} {item.title}" if item else str(intervention.segment)


def _about(intervention: Intervention) -> str:
    if intervention.about:
        return _("on the request of %(state)s") % {"state": intervention.about.name}
    if intervention.on_behalf_of:
        return _("on behalf of %(group)s") % {"group": intervention.on_behalf_of}
    return ""


def _others(bilateral: Bilateral) -> list[Facts]:
    """Return its other bilaterals that stand, of whatever host."""
    found = Bilateral.objects.active().filter(delegation=bilateral.delegation_id)
    others = found.exclude(pk=bilateral.pk).select_related("candidate", "room")
    return [
        {
            "when": date_format(timezone.localtime(one.begins_at), "DATE_FORMAT")
            + ", "
            + _hours(one),
            "hosts": one.candidate.host_names,
            "room": one.room.name,
            "state": one.get_state_display(),
        }
        for one in others.prefetch_related("candidate__hosts__committee").order_by("begins_at")
    ]


def _earlier(delegation: Delegation, meeting: Meeting) -> list[Facts]:
    """Return the earlier meetings to which the same State or organisation came, latest first."""
    earlier = Delegation.objects.filter(
        entity=delegation.entity_id, meeting__ends_on__lt=meeting.begins_on
    ).annotate(people=Count("registrations", filter=_COUNTED))
    return [
        {
            "meeting": one.meeting.short_title,
            "text": ngettext("%(n)d person", "%(n)d persons", one.people) % {"n": one.people},
        }
        for one in earlier.select_related("meeting").order_by("-meeting__begins_on")
        if one.people
    ]
