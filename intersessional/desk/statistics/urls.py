"""Addresses of the statistics: the staff's page, and what everybody sees."""

from django.urls import include, path

from . import views

app_name = "statistics"

pages = [
    path("statistics/", views.figures, name="figures"),
    path("statistics/csv/", views.figures_csv, name="figures_csv"),
    path("statistics/pdf/", views.figures_pdf, name="figures_pdf"),
    path("desk/statistics/", views.index, name="index"),
    path("desk/statistics/csv/", views.index_csv, name="csv"),
    path("desk/statistics/publish/", views.publish, name="publish"),
    path("desk/statistics/take-back/", views.take_back, name="take_back"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
