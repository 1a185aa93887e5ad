"""Where files lie that are kept: a folder, or an object store that speaks S3.

`INTERSESSIONAL_STORAGE` says it: empty for the folder `files` of this machine (or a volume that all
containers share), `s3://bucket/prefix?endpoint=https://…&region=…` for an object store; all under the
prefix is the portal's, and nothing else is touched. Its key comes as `AWS_ACCESS_KEY_ID` and
`AWS_SECRET_ACCESS_KEY`, or from the machine, as boto3 finds it.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .requirements import NotConfigured, is_private


def storage_of(address: str, folder: Path) -> dict[str, Any]:
    """Return Django's setting for the storage.

    :raises NotConfigured: it is no such address, has no prefix, or files would travel in the clear
    """
    if not address:
        # Read by the portal alone.
        options = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, **options},
        }
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    if parts.scheme != "s3" or not parts.netloc or set(asked) - {"endpoint", "region"}:
        raise NotConfigured(
            "INTERSESSIONAL_STORAGE must be empty or s3://bucket/prefix?endpoint=https://…&region=…."
        )
    if not parts.path.strip("/"):
        raise NotConfigured(
            "INTERSESSIONAL_STORAGE must name a prefix, s3://bucket/prefix: a whole bucket may hold "
            "what is not the portal's."
        )
    if not is_private(urlsplit(asked.get("endpoint", ["https://of-the-region"])[0])):
        raise NotConfigured(
            "INTERSESSIONAL_STORAGE must have an endpoint with https://: files must not travel in the"
            " clear."
        )
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3(parts, asked)}


def _s3(parts: Any, asked: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": asked.get("endpoint", [None])[0],
        "region_name": asked.get("region", [None])[0],
        # Nothing is public, nothing is overwritten, and the portal alone hands files out.
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
        "signature_version": "s3v4",
        "addressing_style": "path" if "endpoint" in asked else "auto",
    }
