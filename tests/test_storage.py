"""Where files lie: a folder, or an object store (moto’s, on the loopback address)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from intersessional import uploads
from intersessional.backups import inventory
from intersessional.backups.archive import Reader
from intersessional.embedded.cluster import binary
from intersessional.embedded.service import ROOT
from intersessional.privacy import operations as privacy
from intersessional.privacy.models import Run
from intersessional.requirements import NotConfigured
from intersessional.storage import storage_of
from registration.delegations.models import Note
from tests import own_database, people
from tests.long.restore_world import connected_to
from tests.own_database import transactional_db  # noqa: F401 - a fixture

BUCKET = "portal"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An object store of its own, in this process."""
    import boto3
    from moto.server import ThreadedMotoServer

    patch = pytest.MonkeyPatch()
    patch.setenv("AWS_ACCESS_KEY_ID", "tests")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
    moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    url = f"http://{host}:{port}"
    store = boto3.client("s3", endpoint_url=url, region_name="us-east-1")
    store.create_bucket(Bucket=BUCKET)
    yield url
    moto.stop()
    patch.undo()


@pytest.fixture
def s3(server: str, settings: Any, request: pytest.FixtureRequest) -> Any:
    """The portal’s storage in it, under a prefix of this test."""
    address = f"s3://{BUCKET}/{request.node.name}?endpoint={server}&region=us-east-1"
    settings.STORAGES = settings.STORAGES | {"default": storage_of(address, Path("/nowhere"))}
    return default_storage


def test_without_the_variable_it_is_the_folder() -> None:
    setting = storage_of("", Path("/var/x"))

    assert setting["BACKEND"].endswith("FileSystemStorage")
    assert setting["OPTIONS"]["location"] == Path("/var/x")
    assert setting["OPTIONS"]["file_permissions_mode"] == 0o600


@pytest.mark.parametrize("address", ["/srv/files", "s3://", "https://x/y", "s3://b/p?endpont=x"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(NotConfigured, match="INTERSESSIONAL_STORAGE must be"):
        storage_of(address, Path("/var/x"))


@pytest.mark.parametrize("address", ["s3://bucket", "s3://bucket/", "s3://bucket?region=x"])
def test_a_whole_bucket_is_refused(address: str) -> None:
    with pytest.raises(NotConfigured, match="INTERSESSIONAL_STORAGE must name a prefix"):
        storage_of(address, Path("/var/x"))


@pytest.mark.parametrize(
    "endpoint", ["http://objects.example.org", "objects.example.org", "ftp://127.0.0.1"]
)
def test_files_do_not_travel_in_the_clear(endpoint: str) -> None:
    with pytest.raises(NotConfigured, match="INTERSESSIONAL_STORAGE must have an endpoint"):
        storage_of(f"s3://b/p?endpoint={endpoint}", Path("/var/x"))

    for private in ("HTTPS://objects.example.org", "http://127.0.0.1:9000", "http://[::1]:9000"):
        assert storage_of(f"s3://b/p?endpoint={private}", Path("/var/x"))["OPTIONS"]


@pytest.mark.long
def test_nothing_of_it_is_loaded_when_it_is_not_used() -> None:
    code = (
        "import sys, django; django.setup(); from django.core.files.storage import default_storage"
    )
    code += "; default_storage.exists('x'); print(sorted({'storages', 'boto3'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.django_db
def test_a_note_verbale_goes_into_the_store_and_out_again(s3: Any, client: Client) -> None:
    registration = people.receive()
    felix = people.focal_point()

    note = people.note(registration.delegation, felix)

    assert s3.bucket.name == BUCKET
    assert list(inventory.stored_files()) == [note.file.name]
    assert inventory.named_files() == {note.file.name}
    with Note.objects.get(pk=note.pk).file.open("rb") as file:
        assert file.read() == people.SMALL_PDF


@pytest.mark.django_db
def test_orphans_in_the_store_go_and_others_stay(s3: Any) -> None:
    note = people.note(people.receive().delegation, people.focal_point())
    folder = note.file.name.rpartition("/")[0]
    s3.save(f"{folder}/nobodys.pdf", ContentFile(b"x"))
    later = timezone.now() + timedelta(hours=1)

    assert uploads.remove_orphans(Note, folder, before=later) == 1
    assert uploads.remove_orphans(Note, "no such folder", before=later) == 0
    assert list(inventory.stored_files()) == [note.file.name]


@pytest.mark.django_db
def test_the_erasure_log_lies_in_the_store(s3: Any, settings: Any) -> None:
    person = people.receive().person
    Run.objects.create(
        kind="person", at=people.ON_14_MAY, ended_at=people.ON_14_MAY, person_id=person.pk
    )

    assert privacy.write_log() == 1

    [name] = inventory.stored_files(settings.ERASURE_LOG)
    assert name.startswith("erasures/20")
    assert privacy.last_person_erased() == person.pk


@pytest.mark.long
def test_a_backup_of_a_store_is_restored_into_another(
    s3: Any,
    server: str,
    settings: Any,
    transactional_db: None,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also what the store has lost: the backup is made, and says so."""
    monkeypatch.setenv("PATH", str(binary("pg_dump").parent), prepend=os.pathsep)
    delegation, felix = people.receive().delegation, people.focal_point()
    note, lost = (people.note(delegation, felix, reference=name) for name in ("1/2018", "2/2018"))
    s3.delete(lost.file.name)
    backup = tmp_path / "a.backup"
    with pytest.raises(CommandError, match="1 files that rows name were not in the storage"):
        call_command("backup", backup, stdout=StringIO())
    with Reader(backup) as reader:
        assert reader.manifest.missing == [lost.file.name]
    s3.bucket.put_object(Key="of-others", Body=b"x")
    before = {each.key for each in s3.bucket.objects.all()}

    own_database._run("CREATE DATABASE {}", "restored")
    address = f"s3://{BUCKET}/restored?endpoint={server}&region=us-east-1"
    settings.STORAGES = settings.STORAGES | {"default": storage_of(address, Path("/nowhere"))}
    try:
        with connected_to("restored"):
            call_command("restore", backup, stdout=StringIO())
            default_storage.save("notes/newer", ContentFile(b"x"))
            with pytest.raises(CommandError, match="say --replace"):
                call_command("restore", backup, stdout=StringIO())
            call_command("restore", backup, "--replace", stdout=StringIO())

            with Note.objects.get(pk=note.pk).file.open("rb") as file:
                assert file.read() == people.SMALL_PDF
            assert list(inventory.stored_files()) == [note.file.name]
    finally:
        own_database._run("DROP DATABASE {} WITH (FORCE)", "restored")
    # One bucket, three tenants.
    assert before <= {each.key for each in s3.bucket.objects.all()}
