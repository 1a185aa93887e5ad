"""Hosts, whom they should meet, and the bilaterals with everything that they take."""

from .bilaterals import Bilateral, Excusal, Participant
from .candidates import Ask, AskState, Candidate, Source, WantedPeriod
from .engagements import Engagement, Part
from .hosts import Absence, Break, Host, Officer, SharedRoom, Window
from .notes import Note
from .plans import Plan, PlanKind, PlanState
from .resources import Resource

__all__ = [
    "Absence",
    "Ask",
    "AskState",
    "Bilateral",
    "Break",
    "Candidate",
    "Engagement",
    "Excusal",
    "Host",
    "Note",
    "Officer",
    "Part",
    "Participant",
    "Plan",
    "PlanKind",
    "PlanState",
    "Resource",
    "SharedRoom",
    "Source",
    "WantedPeriod",
    "Window",
]
