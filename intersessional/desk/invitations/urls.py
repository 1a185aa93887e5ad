"""Addresses of the staff's pages about invitations."""

from django.urls import include, path

from . import letters, views

app_name = "invitations"

pages = [
    path("desk/invitations/", views.index, name="index"),
    path("desk/invitations/choose/", views.choose, name="choose"),
    path("desk/invitations/preview/<slug:code>/", views.preview, name="preview"),
    path("desk/invitations/files/<int:pk>/", views.bundle, name="bundle"),
    path("desk/invitations/texts/", letters.texts, name="texts"),
    path("desk/invitations/letters/<int:pk>/", letters.letter, name="letter"),
    path("desk/invitations/letters/<int:pk>/anew/", letters.anew, name="anew"),
    path("desk/invitations/<int:pk>/", views.batch, name="batch"),
    path("desk/invitations/<int:pk>/progress/", views.progress, name="progress"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
