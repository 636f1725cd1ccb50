"""A file kept as evidence: what it is called, what it is, and which bytes it is.

The bytes lie in the workspace's folder under their SHA-256; here is only what a record says of
them. Knows no folder.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from grantee_app.records.base import Record

MediaType = Literal[
    "image/jpeg",
    "image/png",
    "image/heic",
    "video/mp4",
    "video/quicktime",
    "video/3gpp",
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "text/plain",
]
# A file's suffix follows from its bytes, never from a name that somebody sent.
SUFFIXES: Final[dict[MediaType, str]] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/heic": ".heic",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/3gpp": ".3gp",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "text/plain": ".txt",
}
PHOTO_TYPES: Final = frozenset[MediaType](["image/jpeg", "image/png", "image/heic"])
VIDEO_TYPES: Final = frozenset[MediaType](["video/mp4", "video/quicktime", "video/3gpp"])


class Attachment(Record):
    """A file as it was added; `name` is what the person called it, `size` is in bytes."""

    name: str
    media_type: MediaType
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    added_at: datetime | None = None

    @property
    def is_photo(self) -> bool:
        """Tell whether there is a picture to show."""
        return self.media_type in PHOTO_TYPES
