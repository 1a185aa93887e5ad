"""Addresses about personal data: the staff's pages, and the notice for everybody."""

from django.urls import include, path

from . import views

app_name = "privacy"

# The end dates of a meeting; all others are about people across meetings.
pages = [path("desk/personal-data/", views.index, name="index")]
urlpatterns = [
    *pages,
    path("privacy/", views.notice, name="notice"),
    path("desk/personal-data/log/", views.runs, name="runs"),
    path("desk/personal-data/people/", views.people, name="people"),
    path("desk/personal-data/people/<int:pk>/", views.person, name="person"),
    path("desk/personal-data/people/<int:pk>/answer/", views.ask_export, name="ask_export"),
    path("desk/personal-data/people/<int:pk>/erase/", views.erase, name="erase"),
    path("desk/personal-data/answers/<int:pk>/", views.export, name="export"),
    path("m/<slug:slug>/", include((pages, "other"))),
]
