"""Addresses of the focal points' page, within a meeting."""

from django.urls import include, path

from . import answering, asking, confirmation, floor, list_entry, notes, several, views

app_name = "delegation"

pages = [
    path("delegation/", views.index, name="index"),
    # Before the delegations themselves, whose codes look the same.
    path("delegation/ask/", asking.ask, name="ask"),
    path("delegation/<slug:code>/", views.show, name="show"),
    path("delegation/<slug:code>/add/", views.add, name="add"),
    path("delegation/<slug:code>/several/", several.several, name="several"),
    path("delegation/<slug:code>/earlier/", several.earlier, name="earlier"),
    path("delegation/<slug:code>/order/", views.order, name="order"),
    path("delegation/<slug:code>/focal-points/", views.focal_points, name="focal_points"),
    path("delegation/<slug:code>/notes/add/", notes.add, name="note_add"),
    path("delegation/<slug:code>/notes/<int:pk>/file/", notes.file, name="note_file"),
    path("delegation/<slug:code>/notes/<int:pk>/remove/", notes.remove, name="note_remove"),
    path("delegation/<slug:code>/notes/<int:pk>/confirm/", notes.confirm, name="note_confirm"),
    path("delegation/<slug:code>/confirmation/", confirmation.ask, name="confirmation"),
    path(
        "delegation/<slug:code>/confirmation/<int:pk>/file/",
        confirmation.file,
        name="confirmation_file",
    ),
    path("delegation/<slug:code>/list-entry/", list_entry.show, name="list_entry"),
    path(
        "delegation/<slug:code>/<str:number>/correction/",
        list_entry.correct,
        name="list_correction",
    ),
    path("delegation/<slug:code>/<str:number>/answer/", answering.answer, name="answer"),
    path("delegation/<slug:code>/<str:number>/floor/", floor.right, name="floor_right"),
    path("delegation/<slug:code>/<str:number>/role/", views.role, name="role"),
    path("delegation/<slug:code>/<str:number>/replace/", views.replace, name="replace"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
