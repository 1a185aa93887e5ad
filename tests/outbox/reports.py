"""Reports of mail servers as they come: Postfix, Exim old and new, Exchange; and what is none.

Each is made for one of our messages: its number, and the address it was sent back to.
"""

from uuid import UUID

OURS = "portal.example.org"
RETURNS = "bounces@portal.example.org"


def returned_to(uuid: UUID) -> str:
    return f"bounces+{uuid.hex}@portal.example.org"


def postfix(uuid: UUID, *, to: str = "bounces@portal.example.org", action: str = "failed") -> bytes:
    """As the RFC has it; the mail that came back is attached whole."""
    status = "5.1.1" if action == "failed" else "4.4.1"
    return f"""Return-Path: <>
Received: by mx.mission.example (Postfix) id 4D2F1; Mon, 14 May 2018 09:00:05 +0200 (CEST)
Date: Mon, 14 May 2018 09:00:05 +0200 (CEST)
From: MAILER-DAEMON@mx.mission.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4D2F1.1526281205/mx"
Message-Id: <20180514070005.9F@mx.mission.example>

This is a MIME-encapsulated message.

--4D2F1.1526281205/mx
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.mission.example.

I'm sorry to have to inform you that your message could not be delivered.

--4D2F1.1526281205/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mission.example
X-Postfix-Queue-ID: 4D2F1
Arrival-Date: Mon, 14 May 2018 09:00:04 +0200 (CEST)

Final-Recipient: rfc822; p.chavez@mission.example
Original-Recipient: rfc822;p.chavez@mission.example
Action: {action}
Status: {status}
Remote-MTA: dns; mail.mission.example
Diagnostic-Code: smtp; 550 {status} <p.chavez@mission.example>: Recipient address rejected:
    User unknown in virtual mailbox table

--4D2F1.1526281205/mx
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <bounces@portal.example.org>
From: Implementation Support Unit <isu@apminebanconvention.org>
To: p.chavez@mission.example
Subject: The room has changed
Message-ID: <{uuid}@{OURS}>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear Ms. Chávez,

--4D2F1.1526281205/mx--
""".replace("\n", "\r\n").encode()


def exim(uuid: UUID) -> bytes:
    """Only text, with a copy of the head below, as Exim wrote for decades."""
    return f"""Return-path: <>
X-Failed-Recipients: p.chavez@mission.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@smtp.example.net>
To: isu@apminebanconvention.org
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1fI7Qm-0002oV-Pb@smtp.example.net>
Date: Mon, 14 May 2018 09:00:08 +0200

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  p.chavez@mission.example
    host mail.mission.example [192.0.2.7]
    SMTP error from remote mail server after end of data:
    552 5.2.2 Mailbox size limit exceeded

------ This is a copy of the message, including all the headers. ------

Return-path: <isu@apminebanconvention.org>
Message-ID: <{uuid}@{OURS}>
From: Implementation Support Unit <isu@apminebanconvention.org>
To: p.chavez@mission.example
Subject: The room has changed

Dear Ms. Chavez,
""".encode()


def exchange(uuid: UUID) -> bytes:
    """A page of HTML first; of the mail only its head, Base64 and all; told by the address."""
    return f"""From: postmaster@ministry.example
To: <{returned_to(uuid)}>
Date: Mon, 14 May 2018 07:00:09 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="_000_e9a1"
Message-ID: <f00d@ministry.example>
Subject: Undeliverable: The room has changed
Auto-Submitted: auto-replied
MIME-Version: 1.0

--_000_e9a1
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="_001_e9a1"

--_001_e9a1
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message to p.chavez couldn't be delivered.=20

--_001_e9a1
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: base64

PGh0bWw+PGJvZHk+PGgxPk9mZmljZTwvaDE+PC9ib2R5PjwvaHRtbD4=

--_001_e9a1--

--_000_e9a1
Content-Type: message/delivery-status

Reporting-MTA: dns;AM6PR05.eurprd05.prod.example
Received-From-MTA: dns;relay.example.net
Arrival-Date: Mon, 14 May 2018 07:00:07 +0000

Final-Recipient: rfc822;p.chavez@ministry.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not
 found by SMTP address lookup
X-Display-Name: p.chavez

--_000_e9a1
Content-Type: text/rfc822-headers

From: Implementation Support Unit <isu@apminebanconvention.org>
Subject: The room has changed

--_000_e9a1--
""".replace("\n", "\r\n").encode()


def out_of_office(uuid: UUID) -> bytes:
    """An answer that names our message: no report."""
    return f"""From: p.chavez@mission.example
To: {returned_to(uuid)}
Subject: Out of office: The room has changed
In-Reply-To: <{uuid}@{OURS}>
Auto-Submitted: auto-replied

I am away until Thursday. Status: 5.1.1
""".encode()


def rubbish(uuid: UUID) -> list[bytes]:
    """What must be ignored, or must at least break nothing."""
    whole = postfix(uuid)
    nested = b"".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n".encode()
        for n in range(3000)
    )
    return [
        b"",
        b"\xff\xfe\x00\x01" * 500,
        b"Content-Type: multipart/report; boundary=\r\n\r\n--\r\n",
        b"Content-Type: message/delivery-status\r\n\r\nAction\r\n:failed\r\n\r\n",
        whole.replace(str(uuid).encode(), b"00000000-0000-0000-0000-000000000000"),
        whole.replace(OURS.encode(), b"somebody-else.example"),
        whole.replace(b"Action: failed", b"Action: \xe9t\xe9"),
        nested,
    ]
