"""Postgres, the broker and the sink, each for itself: real processes in folders of their own."""

import smtplib
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis

from intersessional.embedded.broker import Broker
from intersessional.embedded.cluster import Cluster
from intersessional.embedded.errors import NotStarted
from intersessional.embedded.leftovers import alive
from intersessional.embedded.service import ROOT, Service, wait_until
from intersessional.embedded.sink import Sink

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent", "citext")
MAIL = b"Subject: Test\r\nTo: a@example.org\r\n\r\n.a line that begins with a dot\r\n\xc3\xa9\r\n"


def connect(cluster: Cluster, database: str) -> "psycopg2.extensions.connection":
    return psycopg2.connect(cluster.url(database))


def test_cluster_offers_the_extensions_and_knows_the_letters_of_all_scripts(folder: Path) -> None:
    with Cluster(folder, fsync=False) as cluster:
        cluster.create("portal")
        with connect(cluster, "portal") as connection, connection.cursor() as cursor:
            for extension in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION {extension}")
            cursor.execute("SELECT lower('ÉЖ'), 'B' < 'a', cardinality(show_trgm('жук'))")
            row = cursor.fetchone()
        connection.close()

    assert row == ("éж", True, 4)


def test_cluster_listens_on_no_network_address(folder: Path) -> None:
    with Cluster(folder, fsync=False) as cluster:
        connection = connect(cluster, "postgres")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('listen_addresses'), current_user")
            row = cursor.fetchone()
        connection.close()

    assert row == ("", "intersessional")


def test_cluster_keeps_what_was_committed_before_it_was_killed(folder: Path) -> None:
    cluster = Cluster(folder)
    with cluster:
        connection = connect(cluster, "postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 1 AS one")
        cluster.kill()
        connection.close()

    # What a killed Postgres leaves in memory can refuse the next one for two seconds.
    assert wait_until(lambda: starts(cluster), 10, every=0.5)
    connection = connect(cluster, "postgres")
    with connection.cursor() as cursor:
        cursor.execute("SELECT one FROM kept")
        row = cursor.fetchone()
    connection.close()
    cluster.stop()

    assert row == (1,)


def starts(service: Service) -> bool:
    try:
        service.start()
    except NotStarted:
        return False
    return True


def test_cluster_in_a_folder_too_long_for_a_socket(folder: Path) -> None:
    directory = folder / ("a path with Spaces and Ümlauts " * 4).strip()

    with Cluster(directory, fsync=False) as cluster:
        connect(cluster, "postgres").close()
        sockets = cluster.sockets

    assert sockets != directory
    assert sockets.stat().st_mode & 0o777 == 0o700
    sockets.rmdir()


def test_broker_holds_nothing_on_disk_and_forgets(folder: Path) -> None:
    broker = Broker(folder)
    with broker:
        client = redis.Redis(unix_socket_path=str(broker.socket))
        client.set("key", "value")
        policy = client.config_get("maxmemory-policy")
        broker.stop()
        broker.start()
        found = client.get("key")

    assert found is None
    assert policy == {"maxmemory-policy": "noeviction"}


def test_sink_keeps_each_mail_byte_by_byte_in_the_order_of_arrival(folder: Path) -> None:
    second = MAIL.replace(b"Test", b"Second")
    with Sink(folder) as sink, smtplib.SMTP("127.0.0.1", sink.port) as client:
        for mail in (MAIL, second):
            client.sendmail("from@example.org", ["to@example.org"], mail, ["BODY=8BITMIME"])
        contents = [file.read_bytes() for file in sink.files()]
        subjects = [message["Subject"] for message in sink.messages()]

    assert contents == [MAIL, second]
    assert subjects == ["Test", "Second"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's help is Linux's")
def test_services_die_with_the_process_that_started_them(folder: Path) -> None:
    script = (
        "import os, sys\n"
        "from intersessional.embedded.broker import Broker\n"
        "from intersessional.embedded.cluster import Cluster\n"
        "from intersessional.embedded.sink import Sink\n"
        "folder = sys.argv[1]\n"
        "services = [Cluster(folder + '/p', fsync=False), Broker(folder + '/b'), Sink(folder)]\n"
        "print(*[service.start().pid for service in services], flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    pids = [int(pid) for pid in done.stdout.split()]

    assert len(pids) == 3
    assert wait_until(lambda: not any(alive(pid) for pid in pids), 10)
