"""All addresses of the portal, and two bare views beside them: what Django costs by itself."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from intersessional import urls
from intersessional.access import public

handler400, handler500 = urls.handler400, urls.handler500
TEXT = b"a bare view"


@public
def bare(request: HttpRequest) -> HttpResponse:
    """Return a constant."""
    return HttpResponse(TEXT)


@public
def one_insert(request: HttpRequest) -> HttpResponse:
    """Write one row in a transaction, and go on to another page: the least that a form does."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (text) VALUES (%s)", [request.POST["email"]])
    return redirect("/bare/")


urlpatterns = [path("bare/", bare), path("bare/insert/", one_insert), *urls.urlpatterns]
