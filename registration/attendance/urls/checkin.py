"""Addresses of the desk at the door."""

from django.urls import include, path

from ..checkin.views import house, person, scanning, walk_in

app_name = "checkin"

pages = [
    path("desk/check-in/", scanning.index, name="index"),
    path("desk/check-in/entries/", scanning.entries, name="entries"),
    path("desk/check-in/offline/", scanning.offline, name="offline"),
    path("desk/check-in/house/", house.house, name="house"),
    path("desk/check-in/house.xlsx", house.house_file, name="house_file"),
    path("desk/check-in/walk-in/", walk_in.walk_in, name="walk_in"),
    path("desk/check-in/person/<str:number>/", person.person, name="person"),
    path("desk/check-in/passages/<int:pk>/take-back/", person.take_back, name="take_back"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
