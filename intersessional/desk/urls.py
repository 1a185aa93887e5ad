"""Addresses of the app `desk`: the home page, and the ISU's desk."""

from django.urls import include, path

from . import views
from .board.urls import pages as board

app_name = "desk"

pages = [path("", views.home, name="home"), *board]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
