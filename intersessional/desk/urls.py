"""Addresses of the app `desk`: the home page."""

from django.urls import include, path

from . import views

app_name = "desk"

pages = [path("", views.home, name="home")]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
