"""Addresses of papers: day sheets, the day as a book, signs for the doors."""

from django.urls import path

from ..views import papers

_ALL = "bilaterals/papers/"
# The host’s key, or `whole-day` for all hosts.
_SHEET = f"{_ALL}<slug:host>/"
pages = [
    path(_ALL, papers.index, name="papers"),
    path(f"{_ALL}bilaterals.xlsx", papers.book, name="book"),
    path("bilaterals/signs/", papers.signs, name="door_signs"),
    path(_SHEET, papers.sheet, name="day_sheet"),
    path(f"{_SHEET}print/", papers.order, name="print_paper"),
    path(f"{_SHEET}<int:pk>.pdf", papers.printed, name="printed_paper"),
]
