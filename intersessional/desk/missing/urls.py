"""Addresses of the staff's list of those who have not registered."""

from django.urls import include, path

from . import views

app_name = "missing"

pages = [
    path("desk/missing/", views.index, name="index"),
    path("desk/missing/remind/", views.remind, name="remind"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
