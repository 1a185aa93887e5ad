"""Addresses of the list of participants, within a meeting."""

from django.urls import include, path

from . import correcting_views, shown, views

app_name = "participants"

pages = [
    path("participants/", shown.shown, name="shown"),
    path("participants/<str:lang>.pdf", shown.shown_pdf, name="shown_pdf"),
    path("participants/<str:lang>.docx", shown.shown_docx, name="shown_docx"),
    path("desk/participants/", views.index, name="index"),
    path("desk/participants/preview/", views.preview, name="preview"),
    path("desk/participants/make/", views.make, name="make"),
    path("desk/participants/final/", views.final, name="final"),
    path("desk/participants/<int:version>/", views.version, name="version"),
    path("desk/participants/<int:version>/show/", views.show, name="show"),
    path("desk/participants/<int:version>/<str:lang>.pdf", views.pdf, name="pdf"),
    path("desk/participants/<int:version>/<str:lang>.docx", views.docx, name="docx"),
    path(
        "desk/participants/corrections/<int:pk>/", correcting_views.decide, name="decide_correction"
    ),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
