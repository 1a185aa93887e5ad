"""Rubbish in every form: as every page shows it, sent nearly right; and in each field of each class.

The forms are found, not listed: those of the pages by opening every address, the classes by looking
through the modules. And the negative control: a field that expects what nobody promised is found.
"""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from intersessional.checks import addresses
from tests.access.actors import ask, client_of
from tests.access.world import World
from tests.long import results
from tests.long.test_malformed import NAMES, REQUESTS, TYPES, names, quoted, rubbish
from tests.long_list import is_drawn
from tests.pages import Page, attributes

pytestmark = [pytest.mark.long, pytest.mark.django_db]

PACKAGES = ("intersessional", "registration", "programme")
PLACES = ("forms", "admin", "admin_fields", "asking_form", "several_form", "note_forms")
EACH_FIELD = max(3, round(30 * results.SCALE))
# To open all pages of the staff takes minutes: at a small scale each commit draws others.
SHARE_OF_PAGES = {"isu_staff": 2 * results.SCALE, "administrator": 2 * results.SCALE}
ACTORS = ("anonymous", "focal_point", "isu_staff", "administrator")

# A form of a page: where it is sent, and what it would send as it stands.
Form = tuple[str, list[tuple[str, str]]]


def form_classes() -> list[type[forms.BaseForm]]:
    """Return each form class of the portal that has fields."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        for each in pkgutil.walk_packages(package.__path__, f"{name}."):
            if set(each.name.split(".")) & set(PLACES):
                importlib.import_module(each.name)
    found = {
        kind
        for kind in _below(forms.BaseForm)
        if kind.__module__.startswith(PACKAGES) and getattr(kind, "base_fields", None)
    }
    return sorted(found, key=lambda kind: f"{kind.__module__}.{kind.__qualname__}")


def _below(kind: type) -> Iterator[Any]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def forms_of(client: Client, world: World, share: float = 1) -> list[Form]:
    """Return the forms, sent by POST, of all pages that somebody opens, or of a share of them."""
    found = {}
    for address in addresses():
        if not is_drawn(address.route, share):
            continue
        path = world.path(address)
        response = ask(client, "GET", path)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            for target, fields in _forms(response, path):
                found[target, tuple(sorted({name for name, _value in fields}))] = (target, fields)
    return list(found.values())


def _forms(response: HttpResponse, path: str) -> Iterator[Form]:
    kept = HttpResponse(b"".join(response), content_type=response["Content-Type"])
    for element in Page(kept).all("form"):
        given = attributes(element)
        if given.get("method", "get").lower() == "post":
            target = given.get("action") or path
            yield target.partition("#")[0], list(_fields(element))


def _fields(element: Any) -> Iterator[tuple[str, str]]:
    for child in element.children:
        if isinstance(child, str):
            continue
        given = attributes(child)
        if child.name in ("input", "textarea", "select", "button") and given.get("name"):
            yield given["name"], given.get("value", "")
        yield from _fields(child)


@st.composite
def nearly_right(draw: Any, found: list[Form]) -> dict[str, Any]:
    """Return a form of a page as the page sends it, but for some fields, of which some are added."""
    target, fields = draw(st.sampled_from(found))
    changed = draw(st.sets(st.integers(0, max(0, len(fields) - 1)), min_size=1, max_size=4))
    body = [
        (quote_plus(name), draw(quoted) if place in changed else quote_plus(value))
        for place, (name, value) in enumerate(fields)
    ]
    body += draw(st.lists(st.tuples(names, quoted), max_size=2))
    return {
        "method": "POST",
        "path": target,
        "data": "&".join(f"{name}={value}" for name, value in body).encode(),
        "content_type": TYPES[0],
    }


SEEN: Counter[int] = Counter()
FOUND: set[str] = set()


@pytest.mark.parametrize("actor", ACTORS)
def test_no_form_of_any_page_makes_an_error_of_ours(
    actor: str, capsys: pytest.CaptureFixture[str]
) -> None:
    client = client_of(actor)
    found = forms_of(client, World(), SHARE_OF_PAGES.get(actor, 1))
    seen: Counter[int] = Counter()
    # Of each page one request: all faults of a run are seen at once.
    broken: dict[str, bytes] = {}

    @settings(
        max_examples=REQUESTS // 4,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(nearly_right(found))
    def send(request: dict[str, Any]) -> None:
        given = dict(request)
        status = ask(client, given.pop("method"), given.pop("path"), **given).status_code
        seen[status] += 1
        if status >= 500:
            broken.setdefault(request["path"], request["data"])

    send()
    SEEN.update(seen)
    FOUND.update(f"{target} {sorted({name for name, _ in fields})}" for target, fields in found)
    with capsys.disabled():
        print(f"\n{actor}: {len(found)} forms, {seen.total()} sent, {dict(sorted(seen.items()))}")
    assert broken == {}
    assert found
    # It is no proof if all were turned away at the door.
    assert seen[200] + seen[302] + seen[422] > seen.total() / 10
    _keep({})


FIGURES: dict[str, Any] = {}


def _keep(figures: dict[str, Any]) -> None:
    FIGURES.update(figures)
    sent = {"forms of pages": len(FOUND), "forms sent": SEEN.total()}
    broken = {"5xx": sum(count for status, count in SEEN.items() if status >= 500)}
    results.record("malformed forms", FIGURES | sent | broken)


def cleaned_badly(field: forms.Field, values: list[Any]) -> list[tuple[Any, Exception]]:
    """Return what a field answered with an error that is none of its own."""
    found = []
    for value in values:
        try:
            field.clean(value)
        except ValidationError:
            continue
        except Exception as error:
            found.append((value, error))
    return found


@st.composite
def typed(draw: Any) -> Any:
    """Return what a widget may hand to a field: a text, or several."""
    texts = rubbish.map(lambda raw: raw.decode("utf-8", "replace").replace("\0", ""))
    return draw(st.one_of(texts, texts, st.lists(texts, max_size=4), st.just(None)))


def test_no_field_of_any_form_class_makes_an_error_of_ours() -> None:
    classes = form_classes()
    fields = [
        (kind.__qualname__, name, field)
        for kind in classes
        for name, field in kind.base_fields.items()
        # What a file or several inputs are, their widget says first; which rows there are, the form.
        if not isinstance(field, forms.FileField | forms.MultiValueField)
        and getattr(field, "queryset", True) is not None
    ]
    bad = {}

    @settings(
        max_examples=EACH_FIELD,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(typed(), min_size=8, max_size=8))
    def clean(values: list[Any]) -> None:
        for kind, name, field in fields:
            for value, error in cleaned_badly(field, _as_the_widget_says(field, values)):
                bad[f"{kind}.{name}"] = (value, repr(error))

    clean()
    assert bad == {}
    assert len(classes) > 60
    _keep({"form classes": len(classes), "fields": len(fields), "values each": 8 * EACH_FIELD})


def _as_the_widget_says(field: forms.Field, values: list[Any]) -> list[Any]:
    takes_many = isinstance(field.widget, forms.SelectMultiple | forms.MultipleHiddenInput)
    return [v for v in values if v is None or isinstance(v, list) == takes_many]


def test_a_field_that_expects_what_nobody_promised_is_found() -> None:
    class Trusting(forms.CharField):
        def clean(self, value: Any) -> Any:
            return super().clean(value).encode("latin-1")

    values = [raw.decode("utf-8", "replace") for raw in (b"abc", "١٢٣".encode())]

    assert [type(error) for _value, error in cleaned_badly(Trusting(), values)] == [
        UnicodeEncodeError
    ]
    assert "token" in NAMES
