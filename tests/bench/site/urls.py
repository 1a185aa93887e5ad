"""All addresses of the portal, and bare views beside them: what Django costs by itself."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, resolve

from intersessional import urls
from intersessional.access import public

handler400, handler500 = urls.handler400, urls.handler500
TEXT = b"a bare view"
_kept: dict[str, bytes] = {}


@public
def bare(request: HttpRequest) -> HttpResponse:
    """Return a constant."""
    return HttpResponse(TEXT)


@public
def bare_page(request: HttpRequest) -> HttpResponse:
    """Return a constant: the programme page as it was when somebody first asked."""
    if "page" not in _kept:
        _kept["page"] = resolve("/programme/").func(request).content
    return HttpResponse(_kept["page"])


@public
def one_insert(request: HttpRequest) -> HttpResponse:
    """Write one row in a transaction, and go on to another page: the least that a form does."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (text) VALUES (%s)", [request.POST["email"]])
    return redirect("/bare/")


urlpatterns = [
    path("bare/", bare),
    path("bare/page/", bare_page),
    path("bare/insert/", one_insert),
    *urls.urlpatterns,
]
