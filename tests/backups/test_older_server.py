"""What pg_restore 17 and newer say, and a server of Postgres 15 or 16 does not know."""

from io import BytesIO

import pytest

from intersessional.backups.restoring import hand_on

SAID = b"""--
SET statement_timeout = 0;
SET transaction_timeout = 0;
CREATE FUNCTION f() RETURNS text AS 'SET transaction_timeout = 0; ';
COPY public.t (text) FROM stdin;
SET transaction_timeout = 0;
\\.
SET transaction_timeout = 0;
"""


def handed_on(server: int, said: bytes = SAID) -> bytes:
    to = BytesIO()
    hand_on(BytesIO(said), to, server=server)
    return to.getvalue()


@pytest.mark.parametrize("server", [15, 16])
def test_the_limit_is_left_out_before_the_first_rows_alone(server: int) -> None:
    before, _, after = SAID.partition(b"SET transaction_timeout = 0;\n")

    assert handed_on(server) == before + after


@pytest.mark.parametrize("server", [17, 18])
def test_a_server_that_knows_it_is_told_everything(server: int) -> None:
    assert handed_on(server) == SAID


def test_without_rows_all_else_is_handed_on() -> None:
    assert handed_on(15, b"SET a = 1;\nSELECT 1;") == b"SET a = 1;\nSELECT 1;"
