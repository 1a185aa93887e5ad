"""Addresses of the files of statements: the same for every language."""

from django.urls import include, path

from ..views import interpreting, statements

app_name = "statement_files"

pages = [
    path("statements/<slug:key>/", statements.file, name="file"),
    path("statements/items/<slug:key>.zip", interpreting.all_files, name="all"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
