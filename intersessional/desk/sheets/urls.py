"""Addresses of the steps of a sheet: for one delegation by its focal point, for all by the staff."""

from django.urls import include, path

from . import views

app_name = "sheets"

pages = [
    path("delegation/<slug:code>/sheet/", views.start, name="start"),
    path("delegation/<slug:code>/sheet/template/", views.template, name="template"),
    path("delegation/<slug:code>/sheet/<str:token>/", views.columns, name="columns"),
    path("delegation/<slug:code>/sheet/<str:token>/rows/", views.rows, name="rows"),
    path("delegation/<slug:code>/sheet/<str:token>/left-out/", views.left_out, name="left_out"),
    path("desk/sheet/", views.desk_start, name="desk_start"),
    path("desk/sheet/template/", views.desk_template, name="desk_template"),
    path("desk/sheet/<str:token>/", views.desk_columns, name="desk_columns"),
    path("desk/sheet/<str:token>/rows/", views.desk_rows, name="desk_rows"),
    path("desk/sheet/<str:token>/left-out/", views.desk_left_out, name="desk_left_out"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
