"""Where reports of other mail servers lie: a mailbox (IMAP), a Maildir, or a folder of .eml files.

    imaps://name:password@mail.example.org/INBOX    imap:// without TLS, for a server on this machine
    maildir:///var/mail/bounces                     what is in `new` is read, and moved to `cur`
    file:///var/spool/bounces                       each *.eml is read, and moved to `read`

What was read is marked and stays: not everything that comes there is a report.
"""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

# The report itself comes first; what it returns may have a letter with it.
MOST_BYTES = 2_000_000
TIMEOUT_SECONDS = 8
IMAP, IMAPS = 143, 993


class NoMailbox(Exception):
    """The mailbox cannot be opened; the text says why, without the password."""


def letters(url: str, *, limit: int) -> Iterator[bytes]:
    """Return the unread mails, the oldest first, at most `limit`; of long ones the beginning.

    Each is marked as read when the next one is asked for, so that one whose reader fails comes again.

    :raises NoMailbox:
    """
    if wrong := problem_of(url):
        raise NoMailbox(wrong)
    address = urlsplit(url)
    try:
        yield from SCHEMES[address.scheme](address, limit)
    except (OSError, imaplib.IMAP4.error) as error:
        raise NoMailbox(f"{address.hostname or address.path}: {type(error).__name__}") from error


def problem_of(url: str) -> str:
    """Return what is wrong with the address of a mailbox, without the password; empty if nothing is."""
    address = urlsplit(url)
    if address.scheme not in SCHEMES:
        return f"BOUNCES_URL begins with none of {', '.join(SCHEMES)}."
    if address.scheme == "imap" and not _is_this_machine(address.hostname or ""):
        return "BOUNCES_URL would send the password in clear: imap:// is for this machine, use imaps://."
    return ""


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _folder(address: SplitResult, limit: int) -> Iterator[bytes]:
    folder = Path(unquote(address.path))
    done = folder / "read"
    done.mkdir(exist_ok=True)
    files = sorted(file for file in folder.iterdir() if file.suffix == ".eml" and file.is_file())
    for file in files[:limit]:
        yield _beginning(file)
        file.rename(done / file.name)


def _maildir(address: SplitResult, limit: int) -> Iterator[bytes]:
    folder = Path(unquote(address.path))
    files = sorted(file for file in (folder / "new").iterdir() if file.is_file())
    for file in files[:limit]:
        yield _beginning(file)
        file.rename(folder / "cur" / f"{file.name.partition(':')[0]}:2,S")


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES)


def _imap(address: SplitResult, limit: int) -> Iterator[bytes]:
    with _connected(address) as server:
        server.login(unquote(address.username or ""), unquote(address.password or ""))
        name = unquote(address.path.strip("/")) or "INBOX"
        if server.select(f'"{name}"')[0] != "OK":
            raise imaplib.IMAP4.error
        _answer, [found] = server.uid("SEARCH", "UNSEEN")
        for number in (found or b"").decode().split()[:limit]:
            # PEEK: only what was dealt with is seen.
            _answer, parts = server.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
            for part in parts:
                if isinstance(part, tuple):
                    yield part[1]
                    break
            server.uid("STORE", number, "+FLAGS", r"(\Seen)")


def _connected(address: SplitResult) -> imaplib.IMAP4:
    host = address.hostname or ""
    if address.scheme == "imap":
        return imaplib.IMAP4(host, address.port or IMAP, timeout=TIMEOUT_SECONDS)
    return imaplib.IMAP4_SSL(
        host,
        address.port or IMAPS,
        ssl_context=ssl.create_default_context(),
        timeout=TIMEOUT_SECONDS,
    )


SCHEMES: dict[str, Callable[[SplitResult, int], Iterator[bytes]]] = {
    "imaps": _imap,
    "imap": _imap,
    "maildir": _maildir,
    "file": _folder,
}
