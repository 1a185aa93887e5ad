"""The table of personal data: whole, and in words."""

import pytest
from django.core.management import call_command

from intersessional.privacy.fields import TABLE, kinds, obsolete, unlisted
from intersessional.privacy.fields.kinds import Listed, plain
from intersessional.privacy.fields.words import NAMES
from intersessional.privacy.rules import rules


def test_each_column_of_each_model_is_listed() -> None:
    """Whoever adds one says in `intersessional/privacy/fields` why it is there, and until when."""
    assert unlisted() == {}
    assert obsolete() == {}


def test_no_page_shows_the_name_of_a_column() -> None:
    """What a model does not name is named in the table."""
    unnamed = {
        (one.label, name)
        for one in TABLE
        for name in one.personal
        if one.model._meta.get_field(name)._verbose_name is None  # type: ignore[union-attr]
    }
    assert unnamed == set(NAMES)


def test_a_column_that_is_not_listed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The negative control."""
    others = tuple(one for one in TABLE if one.label != "registrations.Needs")
    gone = Listed("registrations.Needs", plain("", "registration accessibility allergies"))
    monkeypatch.setattr("intersessional.privacy.fields.TABLE", (*others, gone))

    call_command("unlisted_fields")

    said = capsys.readouterr().out
    assert 'Listed("registrations.Needs", plain(w.LINK, "diet")),' in said
    assert "# gone from registrations.Needs: allergies" in said


def test_each_end_can_be_reached() -> None:
    """Each rule knows from what its days count."""
    for rule in rules():
        counted, one = rule.end.counted, rule.listed
        assert counted is not kinds.Counted.MEETING or one.meeting, rule.key
        assert counted is not kinds.Counted.ROW or one.since, rule.key
        assert counted is not kinds.Counted.ACCOUNT or one.user, rule.key
        assert counted is not kinds.Counted.TASK or rule.end.task, rule.key
    assert len({rule.key for rule in rules()}) == len(rules()) > 40
