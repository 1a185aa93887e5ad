"""Addresses of the floor: the chair's screen, the room's, and what both ask each second."""

from django.urls import include, path

from ..views import floor, floor_speaker

app_name = "floor"

pages = [
    path("floor/", floor.index, name="index"),
    path("floor/<slug:uid>/", floor.chair, name="chair"),
    path("floor/<slug:uid>/display/", floor.display, name="display"),
    path("floor/<slug:uid>/speaker/<int:pk>/", floor_speaker.speaker, name="speaker"),
]
urlpatterns = [
    # Signed: they say themselves which meeting.
    path("floor/room/<str:signed>/", floor.room, name="room"),
    path("floor/state/<str:signed>/", floor.state, name="floor_state"),
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
