"""Two of the staff who start the same batch in the same moment."""

from intersessional.outbox.models import Message
from registration.letters import operations, policies
from registration.letters.models import Batch, Invitation
from tests.own_database import at_once
from tests.people import ON_14_MAY, administrator, isu_staff
from tests.registration.letters.test_batches import many, prepare


def test_each_entity_is_put_into_one_batch(transactional_db: None) -> None:
    by, codes = isu_staff(), many(12)

    def start() -> int:
        try:
            return prepare(*codes, by=by).size
        except operations.NobodyToInvite:
            return 0

    assert sorted(at_once(4, start)) == [0, 0, 0, 12]
    assert Invitation.objects.count() == 12


def test_a_batch_is_approved_once_and_each_is_promised_one_letter(transactional_db: None) -> None:
    batch, by = prepare(*many(12), by=isu_staff()), administrator()

    def approve() -> bool:
        try:
            operations.approve(batch, by=by, at=ON_14_MAY)
        except policies.NotNow:
            return False
        return True

    assert sorted(at_once(4, approve)) == [False, False, False, True]
    assert Message.objects.count() == 12
    assert Batch.objects.get().approved_by == by
