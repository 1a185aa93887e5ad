"""Addresses of the staff's pages of documents."""

from django.urls import path

from ..views import documents

pages = [
    path("desk/programme/documents/", documents.index, name="documents"),
    path("desk/programme/documents/add/", documents.add, name="document_add"),
    path("desk/programme/documents/<slug:uid>/", documents.change, name="document"),
    path("desk/programme/documents/<slug:uid>/remove/", documents.remove, name="document_remove"),
    path("desk/programme/documents/<slug:uid>/<slug:lang>/", documents.put, name="document_file"),
    path(
        "desk/programme/documents/<slug:uid>/<slug:lang>/remove/",
        documents.remove_file,
        name="document_file_remove",
    ),
]
