"""Addresses of the board: what planners see of the day, and how they change it."""

from django.urls import path

from ..views import board, placing

_BOARD = "bilaterals/board/"
_CANDIDATE = f"{_BOARD}candidates/<int:pk>/"
_ONE = f"{_BOARD}<str:code>/"
pages = [
    path(_BOARD, board.show, name="board"),
    path(f"{_BOARD}now/", board.now, name="board_now"),
    path(f"{_BOARD}check/", placing.check, name="check"),
    path(f"{_BOARD}free/<slug:host>/<str:time>/", placing.free, name="free_place"),
    path(_CANDIDATE, placing.times, name="times"),
    path(f"{_CANDIDATE}place/", placing.put, name="put"),
    path(_ONE, board.one, name="on_board"),
    path(f"{_ONE}exchange/", placing.swap, name="exchange"),
    path(f"{_ONE}pin/", placing.pin, name="pin"),
    path(f"{_ONE}remove/", placing.take_off, name="take_off"),
]
