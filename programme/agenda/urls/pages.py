"""Addresses of the pages of the app `agenda`."""

from django.urls import URLPattern, include, path

from ..views import offline, signs
from ..views import pages as views
from . import documents, editor, publishing

app_name = "agenda"

pages: list[URLPattern] = [
    path("programme/", views.programme, name="programme"),
    path("programme/items/<int:number>/", views.item, name="item"),
    path("programme/offline/", offline.offline, name="offline"),
    *publishing.pages,
    *documents.pages,
    path("desk/programme/signs/", signs.signs, name="signs"),
    *editor.pages,
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
