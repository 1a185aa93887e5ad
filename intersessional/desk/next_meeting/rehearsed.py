"""What is rehearsed and goes, and what was set up and stays: every model that knows its meeting."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from intersessional.desk.models import Export, StatisticsPublication
from intersessional.outbox.models import Message
from programme.agenda.models import Notice, PersonalCalendar, Subscription
from programme.bilaterals.models import Candidate, Plan
from programme.bilaterals.models import Printout as DaySheet
from programme.interventions.models import FloorEvent
from programme.interventions.models import Printout as ListOfSpeakers
from registration.attendance.models import BadgePrint, ListVersion
from registration.delegations.models import Delegation
from registration.letters.models import Batch, Invitation
from registration.mailings.models import Mailing, Trial
from registration.meetings.rehearsal import way_to_meeting
from registration.registrations.models import Registration, Reminder, Sheet

Model = type[models.Model]

# What is made by people, not by setting up; with all that hangs on it.
ROOTS: tuple[Model, ...] = (
    *(Registration, Delegation, Batch, Invitation, Reminder, Sheet),
    *(FloorEvent, Candidate, Plan, Notice, PersonalCalendar, Subscription),
    *(ListVersion, BadgePrint, Mailing, Trial, StatisticsPublication, Export),
    *(DaySheet, ListOfSpeakers),
)
# Papers and links that somebody made for themselves: they go, and hold nobody up.
LIGHT: tuple[Model, ...] = (Export, BadgePrint, DaySheet, ListOfSpeakers, PersonalCalendar, Trial)
# A draft is written before the meeting opens, for the people who come then: only what was sent goes.
ONLY: dict[Model, Q] = {Mailing: Q(sent_at__isnull=False)}

# Set up by the staff, so it stays when a rehearsal is cleared: why, by the model's label.
KEPT: dict[str, str] = {
    "meetings.meeting": "the meeting itself",
    "meetings.preparation": "how it was begun, and which steps are settled",
    "registrations.confirmationrule": "what each category needs",
    "registrations.categorydeadline": "when each category closes",
    "letters.invitationtemplate": "the texts of invitations",
    "agenda.item": "the programme",
    "agenda.session": "the programme",
    "agenda.segment": "the programme",
    "agenda.panel": "the programme",
    "agenda.panellist": "the programme",
    "agenda.contributor": "the programme",
    "agenda.presence": "the programme: follows from panels",
    "agenda.room": "where the programme takes place",
    "agenda.document": "the documents of the programme",
    "agenda.documentfile": "the documents of the programme",
    "agenda.draftedit": "who changed the programme last",
    "agenda.publication": "versions of the programme, published once and kept",
    "agenda.edition": "versions of the programme as files",
    "bilaterals.host": "hosts of the bilaterals",
    "bilaterals.officer": "hosts of the bilaterals",
    "bilaterals.window": "when the hosts receive",
    "bilaterals.break": "when nobody receives",
    "bilaterals.absence": "when somebody cannot receive",
    "bilaterals.sharedroom": "where the hosts receive",
    "bilaterals.resource": "hosts of the bilaterals; those of candidates go with them",
    "privacy.total": "numbers that an erasure kept; it happens after a meeting only",
}


def of_meeting(model: Model, meeting: Any) -> Q:
    """Return the condition for the rows of a root that belong to a meeting, or an outer reference."""
    return Q(**{f"{way_to_meeting(model)}pk": meeting}) & ONLY.get(model, Q())


def is_left() -> Q:
    """Return the condition for meetings of which something rehearsed is left; one query of its own.

    Mails that were kept inside count by themselves: whom they were promised to would never get them.
    """
    condition = Q()
    for root in ROOTS:
        if root not in LIGHT:
            condition |= Q(Exists(root._base_manager.filter(of_meeting(root, OuterRef("pk")))))
    for label, model in _kinds():
        rows = model._base_manager.filter(
            **{f"{way_to_meeting(model)}pk": OuterRef(OuterRef("pk"))}
        )
        mails = Message.objects.order_by().filter(is_inside=True, about_type=label)
        condition |= Q(Exists(mails.filter(about_id__in=rows.values("pk"))))
    return condition


def inside_of(meeting: Any) -> Q:
    """Return the condition for the messages of a meeting's rehearsal."""
    condition = Q(pk__in=[])
    for label, model in _kinds():
        rows = model._base_manager.filter(**{f"{way_to_meeting(model)}pk": meeting.pk})
        condition |= Q(about_type=label, about_id__in=rows.values("pk"))
    return Q(is_inside=True) & condition


def _kinds() -> list[tuple[str, Any]]:
    """Return what messages that were kept inside are about, as far as it has a meeting."""
    rehearsed = Message.objects.filter(is_inside=True).order_by()
    labels = rehearsed.values_list("about_type", flat=True).distinct()
    found: list[tuple[str, Any]] = [(label, apps.get_model(label)) for label in labels]
    return [(label, model) for label, model in found if way_to_meeting(model) is not None]
