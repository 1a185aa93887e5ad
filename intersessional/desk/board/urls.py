"""Addresses of the desk, within the app `desk`."""

from django.urls import path

from . import views

pages = [
    path("desk/", views.board, name="board"),
    path("desk/waiting/<slug:what>/", views.waiting_list, name="waiting"),
]
