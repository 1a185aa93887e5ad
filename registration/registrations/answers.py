"""What a group of people answered to the question of gender, as numbers and as a share of women.

Share of women: women among women, men and those who gave another answer. Who did not say is counted
apart; the coverage is the part of the group that said.
"""

from collections.abc import Sequence

from .models import Gender, Participation

# Under it a share says little: so many per cent must have said.
LEAST_COVERAGE = 80
UNSAID = Gender.UNSAID
# Whom statistics leave out.
NOT_COUNTED = frozenset({Participation.STAFF, Participation.INTERPRETER, Participation.MEDIA})


class Answers:
    """Numbers of a group; whoever inherits says what each of the group answered."""

    @property
    def answers(self) -> Sequence[str]:
        """One answer for each; who did not say is `UNSAID`."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.answers)

    @property
    def women(self) -> int:
        """Those of women."""
        return self._of(Gender.WOMAN)

    @property
    def men(self) -> int:
        """Those of men."""
        return self._of(Gender.MAN)

    @property
    def another(self) -> int:
        """Those of people who gave another answer."""
        return self._of(Gender.ANOTHER)

    @property
    def unsaid(self) -> int:
        """Those of people who did not say."""
        return self._of(UNSAID)

    @property
    def known(self) -> int:
        """Those of people who said."""
        return self.count - self.unsaid

    @property
    def share(self) -> int | None:
        """The share of women among those who said, in per cent; None where nobody did."""
        return round(100 * self.women / self.known) if self.known else None

    @property
    def coverage(self) -> int | None:
        """For how many of them the gender is known, in per cent; None without any."""
        return 100 * self.known // self.count if self.count else None

    @property
    def is_thin(self) -> bool:
        """Whether the coverage is too small for a share to say much."""
        return self.coverage is not None and self.coverage < LEAST_COVERAGE

    def _of(self, gender: str) -> int:
        return sum(one == gender for one in self.answers)
