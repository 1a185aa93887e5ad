"""Where a host has no officer, the President's office hears what was asked and answered."""

from typing import Any

import pytest

from intersessional.accounts.models import User
from intersessional.outbox.composing import NoLongerNeeded
from intersessional.outbox.models import Message
from programme.bilaterals import addressees
from programme.bilaterals.operations import answering, asking
from tests.people import ON_14_MAY, focal_point
from tests.programme.bilaterals.days import at, delegation, host_of, officer, planner
from tests.programme.bilaterals.invited import again, last, mail_of, offered, told, words

pytestmark = pytest.mark.django_db

CARLA, PAUL = "carla@committee.example", "paul@office.example"


@pytest.fixture
def felix(june: Any) -> User:
    """The focal point of Ecuador."""
    return focal_point()


def test_an_answer_reaches_the_office(felix: User, paul: User) -> None:
    bilateral = offered(by=paul)
    gone = planner("gone@office.example")
    User.objects.filter(pk=gone.pk).update(is_active=False)

    answering.decline(bilateral, "We fly.", by=felix, at=ON_14_MAY)

    assert told()[1:] == [("declined", felix.email), ("declined", PAUL)]
    mail = last("declined")
    assert "Ecuador has declined the invitation." in words(mail.text)
    assert f"/bilaterals/invitations/{bilateral.code}/" in mail.text
    paul.groups.clear()
    with pytest.raises(NoLongerNeeded):
        last("declined")


def test_who_has_lost_the_role_counts_for_nothing(felix: User, paul: User, carla: User) -> None:
    bilateral = offered(by=paul)
    User.objects.filter(pk=carla.pk).update(is_staff=False)

    answering.decline(bilateral, "We fly.", by=felix, at=ON_14_MAY)

    assert told()[1:] == [("declined", felix.email), ("declined", PAUL)]


def test_a_request_reaches_the_office(felix: User, paul: User) -> None:
    asking.ask(
        asking.AskDetails(reason="A project"),
        host=host_of("cooperation"),
        delegation=delegation("ec"),
        token="a" * 22,
        language="fr",
        by=felix,
        at=ON_14_MAY,
    )

    [message] = Message.objects.filter(kind="bilateral_asked")
    assert mail_of(message, check=True).to == PAUL
    paul.groups.clear()
    with pytest.raises(NoLongerNeeded):
        mail_of(message, check=True)


@pytest.mark.parametrize("number", [1, 3])
def test_officers_of_one_host_and_the_office_for_the_other(
    felix: User, paul: User, carla: User, django_assert_num_queries: Any, number: int
) -> None:
    given = [("ec", "cooperation", 10), ("ua", "article-5", 11), ("td", "cooperation", 12)]
    found = [
        again(offered(code, host=host, begins_at=at(hour), by=paul))
        for code, host, hour in given[:number]
    ]

    with django_assert_num_queries(2):
        readers = addressees.of_officers(found)

    told_to = [[one.email for one in readers[bilateral.pk]] for bilateral in found]
    assert told_to == [[PAUL], [CARLA], [PAUL]][:number]


def test_officers_alone_where_there_are_any(felix: User, paul: User) -> None:
    officer(host_of("article-5"))
    assert [one.email for one in addressees.of_host(host_of("article-5"))] == [CARLA]
