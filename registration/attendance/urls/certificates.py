"""Addresses of the certificates of attendance."""

from django.urls import include, path

from ..certificates import views

app_name = "certificates"

pages = [
    path("desk/certificates/", views.index, name="index"),
    path("desk/certificates/progress/", views.progress, name="progress"),
    path("desk/certificates/person/<str:number>/", views.person, name="person"),
    path("registrations/<str:number>/certificate/", views.own, name="own"),
    path("registrations/<str:number>/certificate/file/", views.file, name="file"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
