"""Addresses of invitations: the delegation's pages, requests, and what planners send."""

from django.urls import path, register_converter

from ..views import agenda, asking, front, invitation, invitations, one, requests
from .converters import BilateralCode

register_converter(BilateralCode, "bilateral")

_CODE, _SENT = "bilaterals/<bilateral:code>/", "bilaterals/invitations/"
pages = [
    path("bilaterals/", front.front, name="index"),
    path("bilaterals/mine.ics", agenda.own_calendar, name="own_calendar"),
    path("bilaterals/ask/", asking.ask, name="ask"),
    path("bilaterals/ask/<int:pk>/take-back/", asking.take_back, name="take_back"),
    path("bilaterals/requests/", requests.index, name="requests"),
    path("bilaterals/requests/<int:pk>/", requests.decide, name="request"),
    path(_SENT, invitations.index, name="invitations"),
    path(f"{_SENT}<bilateral:code>/", invitation.one, name="invitation"),
    path(f"{_SENT}<bilateral:code>/preview/", invitations.preview, name="preview"),
    path(_CODE, one.one, name="one"),
    path(f"{_CODE}calendar.ics", one.calendar_of_one, name="calendar"),
]
