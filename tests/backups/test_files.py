"""What a restore may delete: nothing without `--replace`, and nothing that is not the portal's own."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage

from intersessional.backups import files, inventory
from intersessional.backups.archive import FILES, Manifest, Part
from intersessional.backups.errors import Refused
from registration.letters.models.batches import random_name as bundle_name

KNOWN, UNKNOWN, FOREIGN = "notes/known", "notes/unknown", "invoices/2018"
LOGGED = "erasures/20180514T090000.000000Z-00000000.jsonl"


@pytest.fixture
def storage(settings: Any, tmp_path: Path) -> Storage:
    """The storage of a portal at work, in a folder that it shares."""
    location = {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", **location}
    }
    for name in (KNOWN, UNKNOWN, FOREIGN, LOGGED):
        default_storage.save(name, ContentFile(b"x"))
    return default_storage


@pytest.fixture
def manifest() -> Manifest:
    known = {FILES + KNOWN: Part(1, "")}
    return Manifest("2018-05-14T08:00:00+00:00", "1", {}, [], {}, [], "", parts=known)


def test_each_column_that_names_a_file_has_its_folder_in_the_list() -> None:
    """A new one must be added, else its files would outlive a restore that replaces."""
    names = {
        str(column): column.generate_filename(column.model(), "x")
        for column in inventory.file_columns()
    }
    # It is given its whole name where it is made.
    assert names.pop("letters.Bundle.file") == "x"
    names["letters.Bundle.file"] = bundle_name()

    assert {name.partition("/")[0] for name in names.values()} == inventory.FOLDERS


def test_files_that_the_backup_does_not_know_are_refused(
    storage: Storage, manifest: Manifest
) -> None:
    with pytest.raises(Refused, match=r"holds 2 files .* invoices/2018.*--replace"):
        files.check_others(manifest)
    storage.delete(FOREIGN)
    storage.delete(UNKNOWN)

    # The erasure log only ever adds up.
    files.check_others(manifest)


def test_only_what_is_the_portals_is_replaced(storage: Storage, manifest: Manifest) -> None:
    assert files.remove_others(manifest) == 1

    assert set(inventory.stored_files()) == {KNOWN, FOREIGN, LOGGED}
