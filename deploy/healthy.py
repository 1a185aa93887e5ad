"""Ask this container's web server whether it can serve; exit code 0 if it can."""

import os
import sys
from urllib.request import Request, urlopen

# The portal answers to its own names only.
host = os.environ["ALLOWED_HOSTS"].partition(",")[0]
request = Request("http://127.0.0.1:8000/readyz", headers={"Host": host})
with urlopen(request, timeout=3) as response:  # noqa: S310 - our own address
    sys.exit(response.status != 200)
