"""The containers, as far as they can be looked at without an engine."""

import os
import shlex
import stat
import subprocess
import time
from io import StringIO
from pathlib import Path
from typing import Any

import click
import pytest
from celery.bin.celery import celery
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connection
from gunicorn.config import Config
from ruamel.yaml import YAML

from intersessional.embedded import programs
from intersessional.embedded.service import ROOT
from intersessional.requirements import NOT_NEEDED

COMPOSE: dict[str, Any] = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
# Their command ends by itself, so that nobody waits for their health.
END = {"prepare", "backup", "restore"}
# The secrets of each, and no other.
SECRETS: dict[str, set[str]] = {
    "prepare": {
        *("database_password", "secret_key", "secret_key_fallbacks", "sealing_keys"),
        *("email_url", "bounces_url"),
    },
    "web": {
        *("database_password", "secret_key", "secret_key_fallbacks", "sealing_keys"),
        *("storage_key_id", "storage_key"),
    },
    "worker": {
        *("database_password", "secret_key", "email_url", "bounces_url"),
        *("storage_key_id", "storage_key"),
    },
    "letters": {
        *("database_password", "secret_key", "sealing_keys", "email_url"),
        *("storage_key_id", "storage_key"),
    },
    "beat": set(),
    "backup": {"database_password", "sealing_keys", "storage_key_id", "storage_key"},
    "restore": {
        *("database_password", "secret_key", "sealing_keys"),
        *("storage_key_id", "storage_key"),
    },
    "postgres": {"postgres_password", "database_password"},
    "proxy": set(),
    "redis": set(),
    "mail": set(),
}
# What requirements ask for, and the file that has it.
ASKED = {"SECRET_KEY": "secret_key", "SEALING_KEYS": "sealing_keys", "EMAIL_URL": "email_url"}
OF_THE_PORTAL = {name for name, service in SERVICES.items() if service["image"] == "intersessional"}
# Networks that are not internal.
OUT = {name for name, about in COMPOSE["networks"].items() if not (about or {}).get("internal")}
each_service = pytest.mark.parametrize("name", SERVICES)


def test_all_services_are_looked_at() -> None:
    assert set(SERVICES) == {
        *("proxy", "web", "worker", "letters", "beat", "prepare", "backup", "restore"),
        *("postgres", "redis", "mail"),
    }
    assert set(SERVICES) - {"proxy", "postgres", "redis", "mail"} == OF_THE_PORTAL


@each_service
def test_it_can_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]

    assert service["user"].partition(":")[0] not in {"", "0", "root"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert not any("docker.sock" in str(volume) for volume in service.get("volumes", []))


@each_service
def test_it_takes_no_more_than_its_share(name: str) -> None:
    service = SERVICES[name]

    assert service["mem_limit"][-1] in "mg"
    assert 0 < service["cpus"] <= 2
    assert 0 < service["pids_limit"] <= 400
    assert service["logging"]["options"] == {"max-size": "20m", "max-file": "5"}


def test_pages_come_before_mails_and_mails_before_letters() -> None:
    shares = [SERVICES[name].get("cpu_shares", 1024) for name in ("web", "worker", "letters")]

    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 3
    assert programs.NICENESS["mail"] < programs.NICENESS["letters"]


@each_service
def test_somebody_knows_whether_it_is_well(name: str) -> None:
    service = SERVICES[name]

    if name in END:
        assert service["restart"] == "no"
        assert service["healthcheck"] == {"disable": True}
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@each_service
def test_secrets_come_as_files_only(name: str) -> None:
    service = SERVICES[name]
    given: dict[str, Any] = service.get("environment", {})

    secret = [
        key for key in given if any(w in key for w in ("SECRET", "KEY", "PASSW", "EMAIL_URL"))
    ]
    for key in secret:
        assert key.endswith("_FILE"), key
        file = given[key].rpartition("/")[2]
        assert given[key] == f"/run/secrets/{file}"
        assert file in service["secrets"]
    assert all(
        "@" not in str(value)
        or "://" not in str(value)
        or ":" not in str(value).partition("://")[2].partition("@")[0]
        for value in given.values()
    )


@each_service
def test_it_sees_the_secrets_that_it_uses_and_no_other(name: str) -> None:
    service = SERVICES[name]
    variables: dict[str, str] = service.get("environment", {})
    read = {
        value.rpartition("/")[2] for value in variables.values() if "/run/secrets/" in str(value)
    }

    assert set(service.get("secrets", [])) == SECRETS[name]
    # The second one is read by what makes the database.
    assert read == SECRETS[name] - ({"database_password"} if name == "postgres" else set())


@pytest.mark.parametrize("name", sorted(OF_THE_PORTAL))
def test_what_is_asked_of_a_part_is_what_it_was_given(name: str) -> None:
    given = {variable for variable, file in ASKED.items() if file in SECRETS[name]}

    assert SERVICES[name]["environment"]["INTERSESSIONAL_PART"] == name
    assert NOT_NEEDED[name] == set(ASKED) - given


def test_who_signs_letters_has_the_certificate() -> None:
    signing = YAML(typ="safe").load((ROOT / "deploy" / "signing.example.yml").read_text())

    assert set(signing["services"]) == {"web", "letters"}


def test_images_have_a_tag() -> None:
    for service in SERVICES.values():
        if "build" not in service:
            assert ":" in service["image"]
            assert not service["image"].endswith(":latest")
    bases = [
        line.split()[1]
        for line in (ROOT / "Dockerfile").read_text().splitlines()
        if line.startswith("FROM ") and line.split()[1] not in {"base", "build"}
    ]
    assert bases == ["python:3.13-slim-trixie", "caddy:2-alpine"]


def test_the_proxy_sets_hsts_on_its_own_page_alone() -> None:
    """The portal sets it on all others; twice it would be void."""
    before, _, after = (ROOT / "deploy" / "Caddyfile").read_text().partition("handle @away {")
    assert "Strict-Transport-Security" not in before
    assert after.partition("file_server")[0].count("Strict-Transport-Security") == 1
    assert after.count("Strict-Transport-Security") == 1


def test_a_stop_is_longer_than_what_must_end() -> None:
    web = SERVICES["web"]
    graceful = next(each for each in web["command"] if each.startswith("--graceful-timeout"))
    assert int(graceful.partition("=")[2]) < int(web["stop_grace_period"].rstrip("s"))
    # CELERY_TASK_TIME_LIMIT, and the longest task of a queue.
    assert all(
        int(SERVICES[n]["stop_grace_period"].rstrip("s")) >= 50 for n in ("worker", "letters")
    )


def test_the_web_server_takes_its_command() -> None:
    """By hand, with the portal loaded: the same with `--check-config`."""
    program, *options = SERVICES["web"]["command"]

    parsed = Config().parser().parse_args(options)

    assert program == "gunicorn"
    assert parsed.args == ["intersessional.wsgi:application"]
    assert parsed.preload_app is True


@pytest.mark.parametrize("name", ["worker", "letters", "beat"])
def test_celery_takes_the_command(name: str) -> None:
    program, *options = SERVICES[name]["command"]
    at = options.index("worker" if name != "beat" else "beat")

    assert program == "celery"
    command = celery.commands[options[at]]
    # Raises where an option is not known.
    parser = command.make_parser(click.Context(command))
    values, rest, _order = parser.parse_args(options[at + 1 :])
    assert (bool(values), rest) == (True, [])


def beside(name: str) -> dict[str, Any]:
    """Return the services of a file that is read after docker-compose.yml."""
    yaml = YAML(typ="safe")
    yaml.constructor.add_constructor("!reset", lambda *_: None)
    return dict(yaml.load((ROOT / "deploy" / name).read_text())["services"])


@pytest.mark.parametrize("file", ["object-store.yml", "several-hosts.yml"])
@pytest.mark.parametrize("name", ["web", "worker", "letters", "backup", "restore"])
def test_who_reads_or_writes_files_reaches_the_store(file: str, name: str) -> None:
    added = beside(file)[name].get("networks", [])

    # Lists of networks add up.
    assert OUT & {*SERVICES[name]["networks"], *added}
    assert set(added) <= set(COMPOSE["networks"])


def test_alone_web_has_no_way_out() -> None:
    assert {"outside", "mail"} == OUT
    assert not OUT & set(SERVICES["web"]["networks"])


@pytest.mark.parametrize("name", ["backup", "restore"])
def test_on_several_hosts_no_backup_begins_the_database_of_this_one(name: str) -> None:
    service = beside("several-hosts.yml")[name]

    assert "postgres" in SERVICES[name]["depends_on"]
    assert service["depends_on"] is None
    assert service["environment"]["DATABASE_URL"].startswith("${DATABASE_URL:?")


def test_each_file_beside_is_named_where_compose_finds_it() -> None:
    example = (ROOT / "deploy" / "example.env").read_text()
    operations = (ROOT / "docs" / "operations.md").read_text()

    for file in ("object-store.yml", "several-hosts.yml"):
        line = f"COMPOSE_FILE=docker-compose.yml:deploy/{file}"
        assert f"#{line}\n" in example
        assert line in operations
    # Not where a timer and a cron line would miss it.
    assert "docker compose --file" not in operations


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_backup_and_restore_say_which_database(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"dbname": "portal", "host": "db.example.org", "port": 5433, "password": "hidden"}
    monkeypatch.setattr(connection, "get_connection_params", lambda: given)
    said = StringIO()

    with pytest.raises(CommandError):
        call_command(command, str(tmp_path / "none" / "x.backup"), stdout=said)

    assert said.getvalue().splitlines()[0].endswith(" the database portal on db.example.org:5433.")
    assert "hidden" not in said.getvalue()


@pytest.mark.parametrize("name", ["prepare", "backup", "restore"])
def test_commands_of_manage_py_exist(name: str) -> None:
    service = SERVICES[name]
    words = " ".join([*service.get("entrypoint", []), *service["command"]])
    asked = [part.split()[0] for part in words.split("manage.py ")[1:]]

    assert asked
    assert set(asked) <= set(get_commands())


def test_the_entry_point_reads_secrets_from_files(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("from a file\n")
    script = [str(ROOT / "deploy" / "entrypoint"), "sh", "-c", 'printf %s "$SECRET_KEY"']

    read = subprocess.run(
        script,
        env={"PATH": os.environ["PATH"], "SECRET_KEY_FILE": str(file)},
        capture_output=True,
        text=True,
        check=True,
    )
    missing = subprocess.run(
        script,
        env={"PATH": os.environ["PATH"], "SECRET_KEY_FILE": "/none"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert read.stdout == "from a file"
    assert missing.returncode == 1
    assert missing.stderr == "SECRET_KEY_FILE names /none, which cannot be read.\n"


def test_make_secrets_makes_every_secret_once(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    script = tmp_path / "make-secrets"
    script.write_text((ROOT / "deploy" / "make-secrets").read_text())

    subprocess.run(["sh", str(script)], capture_output=True, check=True)
    made = {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    again = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=True)

    assert set(made) == set(COMPOSE["secrets"])
    assert len(made["secret_key"].strip()) >= 50
    assert len(made["sealing_keys"].strip()) >= 50
    assert again.stdout == ""
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_the_image_takes_in_neither_secrets_nor_state() -> None:
    lines = (ROOT / ".dockerignore").read_text().split("\n")
    assert lines[1] == "*"
    assert "deploy/secrets" in lines
    assert not any(line.startswith(("!var", "!.env", "!backups", "!tests")) for line in lines)


def test_health_checks_name_what_is_in_the_image() -> None:
    for service in SERVICES.values():
        words = shlex.split(" ".join(service["healthcheck"].get("test", [])))
        for word in words:
            if word.startswith("deploy/"):
                assert (ROOT / word).exists()


def nightly_by_cron(folder: Path) -> list[list[str]]:
    """The line of docs/operations.md, for this folder."""
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    [line] = [one.strip() for one in text.splitlines() if "30 2 * * * root " in one]
    command = line.partition(" root ")[2].replace("/srv/intersessional", str(folder))
    return [["sh", "-c", command]]


def nightly_by_systemd(_folder: Path) -> list[list[str]]:
    """What the service runs where a backup has failed; no shell is between."""
    lines = (ROOT / "deploy" / "backup.service").read_text("utf-8").splitlines()
    return [
        shlex.split(line.partition("=")[2]) for line in lines if line.startswith("ExecStopPost")
    ]


@pytest.mark.parametrize("nightly", [nightly_by_cron, nightly_by_systemd])
def test_no_backup_outlives_its_ninety_days_though_new_ones_fail(
    nightly: Any, tmp_path: Path
) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "docker").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "docker").chmod(0o700)
    ages = {"new.backup": 1, "month.backup": 40, "old.backup": 88, ".killed.backup.part": 3}
    for name, days in {**ages, ".under-way.backup.part": 0, "notes.txt": 99}.items():
        file = tmp_path / "backups" / name
        file.write_bytes(b"x")
        os.utime(file, (time.time() - days * 86400,) * 2)

    for command in nightly(tmp_path):
        path = f"{tmp_path}:{os.environ['PATH']}"
        subprocess.run(command, cwd=tmp_path, env={"PATH": path}, check=False)

    assert {file.name for file in (tmp_path / "backups").iterdir()} == {
        *("new.backup", "month.backup", ".under-way.backup.part", "notes.txt")
    }
