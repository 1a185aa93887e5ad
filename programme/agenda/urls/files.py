"""Addresses of the files of the app `agenda`: the same for every language."""

from django.urls import include, path

from ..views import documents, files, my_calendar, offline

app_name = "agenda_files"

pages = [
    path("programme.ics", files.calendar, name="calendar"),
    path("programme/items/<int:number>.ics", files.item_calendar, name="item_calendar"),
    path("programme.json", files.data, name="data"),
    path("programme.pdf", files.pdf, name="pdf"),
    path("programme.atom", files.feed, name="feed"),
    path("programme/documents/<slug:uid>/<slug:lang>/", documents.download, name="document"),
]
urlpatterns = [
    *pages,
    path("programme.schema.json", files.schema, name="schema"),
    # Whose it is says for which meeting.
    path("programme/mine/<str:token>.ics", my_calendar.feed, name="my_calendar"),
    path("programme-worker.js", offline.worker, name="worker"),
    path("m/<slug:slug>/", include((pages, "other"))),
]
