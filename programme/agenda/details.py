"""What a form says, as the operations take it."""

from dataclasses import dataclass
from datetime import datetime

from intersessional.uploads import Upload

# What a language version of a document consists of: a file, or an address.
Source = Upload | str


@dataclass(frozen=True)
class DocumentDetails:
    """What is said of a document; `item_uid` is empty where it belongs to the whole meeting."""

    title_en: str
    title_fr: str = ""
    title_es: str = ""
    item_uid: str = ""
    position: int = 1
    restricted_until_at: datetime | None = None
