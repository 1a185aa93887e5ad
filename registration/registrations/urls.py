"""Addresses of the app `registrations`."""

from django.urls import include, path

from . import views

app_name = "registrations"

pages = [
    path("register/", views.register, name="register"),
    path("register/<str:token>/", views.receipt, name="receipt"),
    path("registrations/", views.own, name="own"),
    path("registrations/<str:number>/amend/", views.amend, name="amend"),
    path("registrations/<str:number>/move/", views.move, name="move"),
    path("registrations/<str:number>/withdraw/", views.withdraw, name="withdraw"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
