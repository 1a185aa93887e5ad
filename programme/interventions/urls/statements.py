"""Addresses of statements: handing them in, the interpreters' view, and the staff's pages."""

from django.urls import include, path

from ..views import disclosing, interpreting, statements

app_name = "statements"

_READ, _DESK = "interventions/interpreters/", "desk/statements/"
pages = [
    path("interventions/<int:pk>/statement/", statements.hand_in, name="hand_in"),
    path(_READ, interpreting.index, name="interpreters"),
    path(f"{_READ}<slug:key>/", interpreting.item, name="interpreters_item"),
    path(_DESK, disclosing.index, name="index"),
    path(f"{_DESK}<slug:key>/", disclosing.item, name="item"),
    path(f"{_DESK}<slug:key>/<int:pk>/", disclosing.one, name="one"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
