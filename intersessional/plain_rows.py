"""Rows read by plain SQL, where putting a query together took longer than answering it.

For the few questions that every page or every registration asks. A model with a column whose values
Django has to translate (`from_db_value`, JSON for one) is refused.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model


def columns_of(model: type[Model], table: str) -> str:
    """Return all columns of a model as a statement names them, for `read`; `table` is its name there.

    :raises ImproperlyConfigured: it has one that cannot be read like this
    """
    fields = model._meta.concrete_fields
    translated = [field.name for field in fields if hasattr(field, "from_db_value")]
    if translated:
        raise ImproperlyConfigured(
            f"{model._meta.label}: {translated} cannot be read by plain SQL."
        )
    return ", ".join(f'{table}."{field.column}"' for field in fields)


def read[Row: Model](
    model: type[Row], sql: str, given: Mapping[str, Any]
) -> list[tuple[Row, Sequence[Any]]]:
    """Return the rows of a statement as objects, each with what it selects besides; one query.

    It selects `columns_of` the model first.
    """
    names = [field.attname for field in model._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [
            (model.from_db(connection.alias, names, row[: len(names)]), row[len(names) :])
            for row in cursor.fetchall()
        ]
