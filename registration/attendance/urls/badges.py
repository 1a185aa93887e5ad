"""Addresses of the badges."""

from django.urls import include, path

from ..badges import views

app_name = "badges"

pages = [
    path("desk/badges/", views.index, name="index"),
    path("desk/badges/prints/<int:pk>/", views.print_page, name="print"),
    path("desk/badges/prints/<int:pk>/progress/", views.progress, name="progress"),
    path("desk/badges/prints/<int:pk>/file/", views.file, name="file"),
    path("desk/badges/person/<str:number>/", views.person, name="person"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
