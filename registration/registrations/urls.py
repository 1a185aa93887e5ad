"""Addresses of the app `registrations`."""

from django.urls import include, path

from . import views

app_name = "registrations"

pages = [
    path("register/", views.register, name="register"),
    path("register/<str:token>/", views.receipt, name="receipt"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
