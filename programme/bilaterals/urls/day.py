"""Addresses of the day: running sheets, the live board, confidential notes, briefs."""

from django.urls import path

from ..views import brief_papers, briefs, day, live, notes

_SHEET, _BRIEF = "bilaterals/day/<slug:host>/", "bilaterals/briefs/<slug:code>"
pages = [
    path("bilaterals/day/", day.index, name="day"),
    path(_SHEET, day.sheet, name="sheet"),
    path(f"{_SHEET}another/<slug:code>/", day.another, name="another"),
    path("bilaterals/live/", live.board, name="live"),
    path("bilaterals/live/board/", live.fragment, name="live_board"),
    path("bilaterals/notes/<slug:code>/<slug:host>/", notes.note, name="note"),
    path(f"{_BRIEF}/", briefs.brief, name="brief"),
    path(f"{_BRIEF}.pdf", briefs.paper, name="brief_paper"),
    path(f"{_BRIEF}/papers/<int:pk>/", brief_papers.file, name="attached_paper"),
    path(f"{_BRIEF}/papers/<int:pk>/remove/", brief_papers.remove, name="remove_attached_paper"),
]
