"""Addresses of the letter for a visa: of the person it is for, and of their focal points."""

from django.urls import include, path

from . import views

app_name = "visa"

pages = [
    path("registrations/<str:number>/visa/", views.document, name="document"),
    path("registrations/<str:number>/visa/letter/", views.letter, name="letter"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
