"""Addresses of what delegations see and do of their requests for the floor."""

from django.urls import include, path

from ..views import asking, changing, swaps

app_name = "interventions"

pages = [
    path("interventions/", asking.index, name="index"),
    path("interventions/ask/<slug:uid>/", asking.ask, name="ask"),
    path("interventions/<int:pk>/", changing.one, name="one"),
    path("interventions/<int:pk>/change/", changing.change, name="change"),
    path("interventions/<int:pk>/withdraw/", changing.withdraw, name="withdraw"),
    path("interventions/<int:pk>/exchange/", swaps.exchange, name="exchange"),
    path("interventions/<int:pk>/exchange/<int:swap>/", swaps.swap, name="swap"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
