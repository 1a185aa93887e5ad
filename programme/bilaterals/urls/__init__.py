"""Addresses of bilaterals; each part of the pages has a module of its own."""

from django.urls import include, path

from . import candidates, day

app_name = "bilaterals"

pages = [
    *candidates.pages,
    *day.pages,
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
