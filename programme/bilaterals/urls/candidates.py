"""Addresses of candidates: whom the hosts should meet."""

from django.urls import path

from ..views import candidate, candidates

_ALL = "bilaterals/candidates/"
_HOST = f"{_ALL}<slug:host>/"
pages = [
    path(_ALL, candidates.index, name="candidates"),
    path(_HOST, candidates.of_host, name="host_candidates"),
    path(f"{_HOST}add/tag/", candidates.add_tagged, name="add_tagged_candidates"),
    path(f"{_HOST}add/", candidates.add, name="add_candidate"),
    path(f"{_HOST}order/", candidates.order, name="order_candidates"),
    path(f"{_HOST}remove/", candidates.remove, name="remove_candidate"),
    path(f"{_HOST}<int:pk>/", candidate.one, name="candidate"),
]
