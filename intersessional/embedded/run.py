"""`make run`: everything on one machine, until Ctrl-C."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from intersessional.embedded import leftovers, programs
from intersessional.embedded.clockfile import set_clock
from intersessional.embedded.errors import NotStarted
from intersessional.embedded.places import Places
from intersessional.embedded.service import ROOT, Service, last_words, wait_until
from intersessional.embedded.supervision import Part, Supervisor
from intersessional.embedded.surroundings import Surroundings, check_port

# A cold machine compiles every module once; the second start takes a few seconds.
READY_SECONDS = 120


class StopAsked(BaseException):
    """Somebody asked for the end: Ctrl-C, a closed terminal, or `kill`."""


class Running(NotStarted):
    """The portal of this folder is running already."""


def run() -> None:
    """Start all parts, say where the portal is, and stay until asked to end.

    :raises NotStarted: with a sentence for the person at the shell
    """
    listen_for_the_end()
    places = Places.from_environment()
    refuse_what_is_not_ours(places)
    places.make()
    with locked(places):
        started_at = time.monotonic()
        clear_away(places)
        surroundings = Surroundings.from_environment(places)
        check_port(surroundings.port)
        now = set_clock(places.var / "clock.json", os.environ.get("INTERSESSIONAL_NOW", ""))
        supervisor = Supervisor(places, parts(surroundings))
        try:
            accounts = bring_up(supervisor, surroundings)
            describe(surroundings, supervisor, accounts)
            seconds = time.monotonic() - started_at
            say(welcome(surroundings, accounts, f"{now:%A, %-d %B %Y, %H:%M}", seconds))
            stay(supervisor)
        except StopAsked:
            say("Stopping …")
        finally:
            put_away(supervisor)
    say("Stopped.")


def bring_up(supervisor: Supervisor, surroundings: Surroundings) -> dict[str, Any]:
    """Start the servers, then prepare the database, then start the portal; return the accounts."""
    variables = surroundings.variables()
    say("Starting the database, the broker and the mail sink …")
    services = embedded(surroundings)
    for service in services:
        service.prepare()
    supervisor.start(variables)
    for service in services:
        wait_for(service, supervisor)
    if surroundings.cluster:
        surroundings.cluster.create()
    say("Preparing the meeting of 2018 …")
    accounts = prepared(surroundings, variables)
    say("Starting the portal …")
    supervisor.start_first("web")
    wait_for_the_web(supervisor, surroundings)
    supervisor.start_waiting()
    return accounts


def parts(surroundings: Surroundings) -> list[Part]:
    """Return all that runs under the supervisor, in the order of the start."""
    services = [
        Part(each.name, each.command(), each.stop_signal) for each in embedded(surroundings)
    ]
    web = Part("web", programs.web(surroundings.port), waits=True)
    workers = [
        Part(name, programs.worker(queue, processes=processes), waits=True)
        for name, (queue, processes) in programs.QUEUES.items()
    ]
    return [*services, web, *workers, Part("beat", programs.beat(), waits=True)]


def embedded(surroundings: Surroundings) -> list[Service]:
    """Return the servers that run here because no variable names others."""
    services = (surroundings.cluster, surroundings.broker, surroundings.sink)
    return [service for service in services if service is not None]


def prepared(surroundings: Surroundings, variables: dict[str, str]) -> dict[str, Any]:
    """Migrate and load what the portal needs; return the demonstration's accounts."""
    logfile = surroundings.places.logfile("prepare")
    with logfile.open("ab") as log:
        done = subprocess.run(
            [sys.executable, "-m", "intersessional.embedded.prepare"],
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            check=False,
        )
    if done.returncode != 0:
        shown = surroundings.places.shown(logfile)
        raise NotStarted(f"The database could not be prepared ({shown}). {last_words(logfile)}")
    accounts: dict[str, Any] = json.loads(done.stdout.decode().strip().splitlines()[-1])
    return accounts


def wait_for(service: Service, supervisor: Supervisor) -> None:
    """Return when the service answers.

    :raises NotStarted: it does not within its patience
    """
    if not wait_until(service.answers, service.patience_seconds, give_up=supervisor.ended):
        log = supervisor.places.logfile(service.name)
        raise NotStarted(f"The {service.name} did not start. {last_words(log)}")


def wait_for_the_web(supervisor: Supervisor, surroundings: Surroundings) -> None:
    """Return when the portal is ready for its first visitor.

    :raises NotStarted: it is not within `READY_SECONDS`, or it ends again and again
    """
    ready = f"{surroundings.url}/readyz"
    pidfile, seen = supervisor.places.pidfile("web"), set()

    def hopeless() -> bool:
        if pidfile.exists():
            seen.add(pidfile.read_text())
        return supervisor.ended() or len(seen) > 2

    if not wait_until(lambda: programs.is_ok(ready), READY_SECONDS, every=0.1, give_up=hopeless):
        log = supervisor.places.logfile("web")
        raise NotStarted(f"The portal did not become ready. {last_words(log)}")


def describe(surroundings: Surroundings, supervisor: Supervisor, accounts: dict[str, Any]) -> None:
    """Write `var/demo.json`: where the portal is, its accounts and its processes."""
    places = surroundings.places
    content = {
        "url": surroundings.url,
        **({"mail_dir": places.shown(places.mail)} if surroundings.sink else {}),
        "accounts": accounts,
        "pidfiles": {
            part.name: places.shown(places.pidfile(part.name)) for part in supervisor.parts
        },
    }
    file = places.var / "demo.json"
    part = file.with_name(".demo.json")
    part.write_text(json.dumps(content, indent=2) + "\n")
    part.replace(file)


def welcome(
    surroundings: Surroundings, accounts: dict[str, Any], today: str, seconds: float
) -> str:
    """Return what is printed once the portal is ready."""
    width = max((len(name) for name in accounts), default=0)
    email_width = max((len(account["email"]) for account in accounts.values()), default=0)
    lines = [
        f"    {name.replace('_', ' '):<{width}}  {account['email']:<{email_width}}  "
        f"{account['password']}"
        for name, account in accounts.items()
    ]
    mail = surroundings.places.shown(surroundings.places.mail)
    return "\n".join(
        [
            "",
            f"  Intersessional is ready at {surroundings.url}/ (after {seconds:.0f} s)",
            f"  It is {today} in Geneva here. This is a demonstration.",
            "",
            "  Accounts (e-mail address, password):",
            *lines,
            "",
            *([f"  Mails are kept in {mail}/, one file each."] if surroundings.sink else []),
            "  Ctrl-C stops everything.",
            "",
        ]
    )


def stay(supervisor: Supervisor) -> None:
    """Wait until somebody asks for the end.

    :raises NotStarted: the supervisor ended by itself
    """
    while not supervisor.ended():
        time.sleep(0.5)
    log = supervisor.places.shown(supervisor.places.logfile("supervisor"))
    raise NotStarted(f"The supervisor ended unexpectedly ({log}): everything was stopped.")


def put_away(supervisor: Supervisor) -> None:
    """End all processes and remove what would point to them."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # The end is under way; a second Ctrl-C cannot make it safer.
        signal.signal(number, signal.SIG_IGN)
    supervisor.stop()
    clear_away(supervisor.places)


def clear_away(places: Places) -> None:
    """End what is left of a run, also of one that was killed, and the files that point to it."""
    leftovers.end(leftovers.find(places.var))
    for file in (places.var / "demo.json", *places.run.glob("*.pid")):
        file.unlink(missing_ok=True)
    # Each process counts in files of its own, and those of a former run would stay in the sums.
    shutil.rmtree(places.run / "figures", ignore_errors=True)


@contextmanager
def locked(places: Places) -> Iterator[None]:
    """Hold the folder for this process alone; the system lets go of it however we end.

    :raises Running: another process holds it
    """
    with (places.run / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Running(f"Intersessional is already running{_address(places)}.") from None
        try:
            yield
        finally:
            places.remove_short_folder()


def _address(places: Places) -> str:
    try:
        return f" at {json.loads((places.var / 'demo.json').read_text())['url']}/"
    except (OSError, ValueError, KeyError):
        return ", and still starting"


def refuse_what_is_not_ours(places: Places) -> None:
    """Refuse a folder that another user made: its database could not be opened.

    :raises NotStarted: with the folder's name
    """
    if places.var.exists() and os.geteuid() not in {0, places.var.stat().st_uid}:
        raise NotStarted(
            f"{places.shown(places.var)}/ belongs to another user: "
            "start as that user, or remove the folder."
        )


def listen_for_the_end() -> None:
    """Turn the signals that ask for the end into `StopAsked`."""

    def end(number: int, frame: FrameType | None) -> None:
        raise StopAsked

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # unless started by nohup
        signal.signal(signal.SIGHUP, end)


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)
