"""Rows read by plain SQL come as Django reads them, or not at all."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.forms.models import model_to_dict

from intersessional.audit.models import AuditValues
from intersessional.plain_rows import columns_of, read
from registration.meetings.models import Meeting

SQL = f"SELECT {columns_of(Meeting, 'm')}, 7 FROM meetings_meeting AS m WHERE slug = %(slug)s"


@pytest.mark.django_db
def test_a_row_comes_as_by_the_models(meeting: Meeting) -> None:
    [(found, more)] = read(Meeting, SQL, {"slug": meeting.slug})

    assert model_to_dict(found) == model_to_dict(Meeting.objects.get(pk=meeting.pk))
    assert (found.pk, tuple(more)) == (meeting.pk, (7,))
    assert not found._state.adding


def test_columns_that_django_would_translate_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="before"):
        columns_of(AuditValues, "v")
