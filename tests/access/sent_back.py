"""What a browser sends when somebody opens a form and saves it as it is."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects the controls of the form with an id."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.found: dict[str, list[str]] = {}
        self.select: tuple[str, bool, list[tuple[str, bool]]] | None = None
        self.area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if not self.inside or "disabled" in given:
            return
        if tag == "option" and self.select:
            self.select[2].append((given.get("value", ""), "selected" in given))
        name = given.get("name", "")
        if not name:
            return
        if tag == "input":
            self._input(name, given)
        elif tag == "select":
            self.select = (name, "multiple" in given, [])
        elif tag == "textarea":
            self.area = (name, [])

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"submit", "button", "file", "image", "reset"}:
            return
        if kind in {"checkbox", "radio"} and "checked" not in given:
            return
        default = "on" if kind in {"checkbox", "radio"} else ""
        self.found.setdefault(name, []).append(given.get("value", default))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select" and self.select:
            name, many, options = self.select
            chosen = [value for value, is_chosen in options if is_chosen]
            if not many and not chosen and options:
                chosen = [options[0][0]]
            if chosen:
                self.found.setdefault(name, []).extend(chosen)
            self.select = None
        if tag == "textarea" and self.area:
            name, parts = self.area
            # A browser drops the first line break, and sends the others as two signs.
            text = "".join(parts).removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
            self.found.setdefault(name, []).append(text)
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)


def as_shown(html: str, form_id: str) -> dict[str, list[str]]:
    """Return the fields of a form as a browser sends them, without any button; none if there is none."""
    form = _Form(form_id)
    form.feed(html)
    return form.found
