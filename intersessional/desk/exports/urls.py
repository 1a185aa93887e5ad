"""Addresses of the exports."""

from django.urls import include, path

from . import views

app_name = "exports"

pages = [
    path("desk/exports/", views.index, name="index"),
    path("desk/exports/files/<int:pk>/", views.show, name="show"),
    path("desk/exports/files/<int:pk>/file/", views.file, name="file"),
    path("desk/exports/<slug:dataset>/", views.choose, name="choose"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
