"""Addresses of the app `desk`: the home page, and the ISU's desk."""

from django.urls import include, path

from . import security, views
from .board.urls import pages as board

app_name = "desk"

pages = [path("", views.home, name="home"), *board]
urlpatterns = [
    *pages,
    path("security/", security.policy, name="security"),
    path("m/<slug:slug>/", include((pages, "other"))),
]
