"""Addresses of bilaterals; each part of the pages has a module of its own."""

from django.urls import include, path

from . import board, candidates, day, inviting, papers, plans

app_name = "bilaterals"

pages = [
    *candidates.pages,
    *inviting.pages,
    *board.pages,
    *plans.pages,
    *day.pages,
    *papers.pages,
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
