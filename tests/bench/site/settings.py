"""The settings of `make run`, with the counting and the bare views of the benchmark."""

from intersessional.settings import *  # noqa: F403 - the settings of production
from intersessional.settings import MIDDLEWARE

MIDDLEWARE = ["tests.bench.site.counting.Count", *MIDDLEWARE]
ROOT_URLCONF = "tests.bench.site.urls"
