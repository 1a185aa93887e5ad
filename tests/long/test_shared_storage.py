"""Two web servers with folders of their own share the database, the broker and an object store.

What one receives the other hands out; neither keeps a file of its own.
"""

import os
import re
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer

from intersessional.embedded import programs
from intersessional.embedded.service import wait_until
from intersessional.embedded.sink import free_port
from tests.people import SMALL_PDF
from tests.portal import INHERITED, Portal, running_portal
from tests.visitor import Answer, Visitor

pytestmark = pytest.mark.long

KEYS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests"}


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """An object store, as INTERSESSIONAL_STORAGE names it."""
    import boto3

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "tests", "aws_secret_access_key": "tests"}
    client: Any = boto3.client("s3", endpoint_url=url, region_name="us-east-1", **keys)
    client.create_bucket(Bucket="portal")
    yield f"s3://portal/files?endpoint={url}&region=us-east-1"
    server.stop()


@pytest.fixture(scope="module")
def webs(
    store: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Portal, Visitor, Path]]:
    """A portal, a visitor of a second web server beside it, and the folder of that one."""
    with running_portal(INTERSESSIONAL_STORAGE=store, **KEYS) as portal:
        other = tmp_path_factory.mktemp("other")
        # The demonstration's clock is of one machine.
        (other / "clock.json").write_text((portal.var / "clock.json").read_text())
        (other / "static").symlink_to(portal.var / "static")
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        environment = {
            **{name: os.environ[name] for name in INHERITED if name in os.environ},
            **KEYS,
            "DATABASE_URL": portal.database_url(),
            "BROKER_URL": portal.broker_url(),
            "SECRET_KEY": (portal.var / "secret_key").read_text().strip(),
            "SEALING_KEYS": (portal.var / "sealing_keys").read_text().strip(),
            "INTERSESSIONAL_VAR": str(other),
            "INTERSESSIONAL_STORAGE": store,
            "INTERSESSIONAL_DEMONSTRATION": "1",
            "INTERSESSIONAL_BASE_URL": url,
        }
        web = programs.Program(
            "web",
            programs.web(port, workers=1),
            other / "run",
            environment=environment,
            url=f"{url}/readyz",
        )
        web.patience_seconds = 120
        with web:
            yield portal, Visitor(url), other


def send_file(visitor: Visitor, path: str, fields: dict[str, str], content: bytes) -> Answer:
    """Submit a form with a file."""
    border = uuid.uuid4().hex
    lines = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    lines.append(
        f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="note.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    body = "".join(lines).encode() + content + f"\r\n--{border}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
    return visitor._ask(urllib.request.Request(visitor.address + path, body, kind))


def test_what_one_receives_the_other_hands_out(webs: tuple[Portal, Visitor, Path]) -> None:
    portal, there, other = webs
    here = portal.staff("focal_point")
    there.sign_in(portal.accounts["focal_point"])
    page = here.get("/delegation/")
    [adding] = set(re.findall(r'href="(/delegation/[a-z-]+/notes/add/)"', page.text))
    form = here.get(adding)
    given = {"reference": "4-7-112/2018", "dated_on": "2018-05-09", "names": "Ms. Paola Chávez"}
    hidden = {"csrfmiddlewaretoken": form.value("csrfmiddlewaretoken")}

    sent = send_file(here, adding, given | hidden, SMALL_PDF)

    assert sent.status == 200, sent.text
    shown = there.get("/delegation/")
    [file, *_others] = re.findall(r'href="(/delegation/[a-z-]+/notes/\d+/file/)"', shown.text)
    assert there.get(file).body == SMALL_PDF
    assert here.get(file).body == SMALL_PDF
    # What the workers of the first one printed, the second one hands out as well.
    assert wait_until(lambda: there.get("/programme.pdf").status == 200, 120, every=1)
    assert there.get("/programme.pdf").body.startswith(b"%PDF-")
    assert not kept(portal.var / "files")
    assert not kept(other / "files")


def kept(folder: Path) -> list[Path]:
    """Return the files in a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]
