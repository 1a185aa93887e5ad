"""Addresses of bilaterals; each part of the pages has a module of its own."""

from django.urls import include, path

from . import board, candidates, plans

app_name = "bilaterals"

pages = [
    *candidates.pages,
    *board.pages,
    *plans.pages,
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
