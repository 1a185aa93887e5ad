"""Hosts, whom they should meet, and the bilaterals with everything that they take."""

from .bilaterals import Bilateral, Excusal, Participant
from .brief_papers import BriefPaper
from .candidates import Ask, AskState, Candidate, Source, WantedPeriod
from .engagements import Engagement, Part
from .hosts import Absence, Break, Host, Officer, SharedRoom, Window
from .marks import Act, Mark
from .notes import Note
from .notices import AS_ASKED, Audience, Notice, Told
from .plans import Plan, PlanKind, PlanState
from .printouts import WHOLE_DAY, Paper, Printout
from .resources import Resource

__all__ = [
    "AS_ASKED",
    "WHOLE_DAY",
    "Absence",
    "Act",
    "Ask",
    "AskState",
    "Audience",
    "Bilateral",
    "Break",
    "BriefPaper",
    "Candidate",
    "Engagement",
    "Excusal",
    "Host",
    "Mark",
    "Note",
    "Notice",
    "Officer",
    "Paper",
    "Part",
    "Participant",
    "Plan",
    "PlanKind",
    "PlanState",
    "Printout",
    "Resource",
    "SharedRoom",
    "Source",
    "Told",
    "WantedPeriod",
    "Window",
]
