"""Addresses of publishing, of the versions, and of what one is told of."""

from django.urls import path

from ..views import my_calendar, publishing, subscriptions, versions

pages = [
    path("programme/subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("programme/mine/", my_calendar.my_calendar, name="my_calendar"),
    path("desk/programme/publish/", publishing.publish, name="publish"),
    path("desk/programme/versions/", versions.index, name="versions"),
    path("desk/programme/versions/<int:version>/", versions.version, name="version"),
    path("desk/programme/versions/<int:version>/back/", versions.roll_back, name="roll_back"),
]
