"""All protections, in the order of the rules."""

from tests.protections import Protection
from tests.protections.access import ACCESS
from tests.protections.mail import MAIL
from tests.protections.personal import PERSONAL
from tests.protections.running import RUNNING
from tests.protections.text import TEXT
from tests.protections.writing import WRITING

ALL: list[Protection] = [*MAIL, *WRITING, *ACCESS, *TEXT, *PERSONAL, *RUNNING]
