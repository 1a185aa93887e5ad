"""Addresses of the staff's editor of the draft."""

from django.urls import URLPattern, path

from ..views import editor

_KINDS = ("items", "sessions", "segments", "rooms", "people")

pages: list[URLPattern] = [
    path("desk/programme/", editor.show, name="editor"),
    path("desk/programme/news/", editor.news, name="editor_news"),
    path("desk/programme/check/", editor.check, name="editor_check"),
    path("desk/programme/undo/", editor.undo, name="editor_undo"),
    path("desk/programme/segments/<slug:uid>/move/", editor.move_segment, name="move_segment"),
    path("desk/programme/sessions/<slug:uid>/move/", editor.move_session, name="move_session"),
    path("desk/programme/segments/<slug:uid>/panel/", editor.panel, name="edit_panel"),
    path(
        "desk/programme/segments/<slug:uid>/panel/remove/", editor.remove_panel, name="remove_panel"
    ),
]
for kind in _KINDS:
    at = f"desk/programme/{kind}/"
    given = {"kind": kind}
    pages += [
        path(f"{at}add/", editor.add, given, name=f"add_{kind}"),
        path(f"{at}<slug:uid>/", editor.edit, given, name=f"edit_{kind}"),
        path(f"{at}<slug:uid>/remove/", editor.remove, given, name=f"remove_{kind}"),
    ]
