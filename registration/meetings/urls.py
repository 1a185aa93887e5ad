"""Addresses of the app `meetings`."""

from django.urls import include, path

from . import views

app_name = "meetings"

pages = [path("meeting.ics", views.calendar, name="calendar")]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
