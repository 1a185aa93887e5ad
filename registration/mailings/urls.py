"""Addresses of the staff's messages to people."""

from django.urls import include, path

from .views import drafts, looking, readers, sending

app_name = "mailings"

pages = [
    path("desk/messages/", looking.index, name="index"),
    path("desk/messages/add/", drafts.add, name="add"),
    path("desk/messages/<int:pk>/", looking.show, name="show"),
    path("desk/messages/<int:pk>/progress/", looking.progress, name="progress"),
    path("desk/messages/<int:pk>/text/", drafts.edit, name="edit"),
    path("desk/messages/<int:pk>/recipients/", readers.choose, name="recipients"),
    path("desk/messages/<int:pk>/recipients/take-out/", readers.take_out, name="take_out"),
    path("desk/messages/<int:pk>/preview/", readers.preview, name="preview"),
    path("desk/messages/<int:pk>/preview/mail/", readers.mail_file, name="mail_file"),
    path("desk/messages/<int:pk>/test/", sending.try_out, name="test"),
    path("desk/messages/<int:pk>/send/", sending.send, name="send"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
