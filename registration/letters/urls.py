"""Addresses of the app `letters`; without language prefix, since they stand on paper."""

from django.urls import path

from . import views

app_name = "letters"

urlpatterns = [
    path("verify/", views.ask, name="ask"),
    path("verify/<str:code>/", views.verify, name="verify"),
]
