"""Photos as pixels: looked at before they are kept, shown the right way up, exported bare.

Whatever leaves this room is pixels and at most a colour profile: where a photo was taken, by whose
phone and when stays in the original. Knows files, no records.
"""

from __future__ import annotations

import io
import struct
import threading
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final, Literal

from PIL import Image, ImageOps

from grantee_app.errors import FileProblem
from grantee_app.language.message import message
from grantee_app.store.disk import write_whole_file

MEGAPIXEL: Final = 1_000_000
# The largest phones have 108 megapixels. A JPEG is looked at in an eighth of its size; the others
# must be unpacked whole, four bytes a pixel.
MAX_JPEG_MEGAPIXELS: Final = 120
MAX_MEGAPIXELS: Final = 60
# Asks a JPEG for the least it unpacks to, an eighth; every byte is read all the same.
_LOOK_SIZE: Final = (1, 1)
_EXPORT_QUALITY: Final = 92
# One at a time: several of them side by side would take a small laptop's memory.
_UNPACKING_WHOLE: Final = threading.Lock()

# All that Pillow and its readers are known to raise over a broken picture.
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    RuntimeError,
    TypeError,
    LookupError,
    Image.DecompressionBombError,
)
_FORMATS: Final = ("JPEG", "PNG", "HEIF")


def check_photo(photo_file: Path | BinaryIO, name: str) -> None:
    """Unpack a photo once; FileProblem when it is too large or broken."""
    try:
        with _open_photo(photo_file) as photo:
            limit = MAX_JPEG_MEGAPIXELS if _is_jpeg(photo) else MAX_MEGAPIXELS
            if photo.width * photo.height > limit * MEGAPIXEL:
                raise _explain_size(name, limit)
            photo.draft(None, _LOOK_SIZE)
            with nullcontext() if _is_jpeg(photo) else _UNPACKING_WHOLE:
                photo.load()
    except Image.DecompressionBombError as error:
        raise _explain_size(name, MAX_JPEG_MEGAPIXELS) from error
    except _BROKEN as error:
        raise _explain_broken(name) from error


def load_photo(photo_file: Path | BinaryIO, longest: int, name: str = "") -> Image.Image:
    """Return the photo upright, in RGB, its longer side at most `longest` pixels, without EXIF.

    What is transparent is white, as paper is. FileProblem when it cannot be read.
    """
    try:
        with _open_photo(photo_file) as photo:
            # Lets a JPEG be unpacked at a half, a quarter or an eighth: a third of the time.
            photo.thumbnail((longest, longest), reducing_gap=1.0)
            return _bare(photo, "RGB")
    except _BROKEN as error:
        raise _explain_broken(name or _tell_name(photo_file)) from error


def export_photo(source: Path | BinaryIO, target: Path, name: str = "") -> Path:
    """Write the photo `source` for strangers' eyes: upright, and nothing but its pixels.

    A PNG stays one, all else becomes JPEG; the suffix of `target` is set right. Returns where it
    was written. The original is only read. FileProblem when it cannot be read or written.
    """
    try:
        with _open_photo(source) as photo:
            profile = photo.info.get("icc_profile")
            kind: Literal["PNG", "JPEG"] = "PNG" if photo.format == "PNG" else "JPEG"
            bare = _bare(photo, "RGBA" if kind == "PNG" and photo.has_transparency_data else "RGB")
        data = io.BytesIO()
        bare.save(data, kind, quality=_EXPORT_QUALITY, icc_profile=_fitting(profile))
    except _BROKEN as error:
        raise _explain_broken(name or _tell_name(source)) from error
    written = target.with_suffix(".png" if kind == "PNG" else ".jpg")
    try:
        write_whole_file(written, data.getvalue())
    except OSError as error:
        raise FileProblem(
            message(
                "The file {name} cannot be written: close the program that holds it open, "
                "or choose another folder.",
                name=str(written),
            )
        ) from error
    return written


def _open_photo(photo_file: Path | BinaryIO) -> Image.Image:
    _know_heif()
    return Image.open(photo_file, formats=_FORMATS)


def _tell_name(photo_file: Path | BinaryIO) -> str:
    return photo_file.name if isinstance(photo_file, Path) else ""


@lru_cache(maxsize=1)
def _know_heif() -> None:
    # Takes 50 ms and three libraries: only for who has photos.
    from pillow_heif import register_heif_opener  # noqa: PLC0415

    register_heif_opener()


def _bare(photo: Image.Image, mode: str) -> Image.Image:
    photo.load()
    upright = _turn_upright(photo)
    if mode == "RGB" and upright.has_transparency_data:
        seen = upright.convert("RGBA")
        bare = Image.new("RGB", seen.size, "white")
        bare.paste(seen, mask=seen.getchannel("A"))
    else:
        bare = upright.convert(mode)
    # Pillow writes what it finds here into a JPEG: comments, XMP, EXIF.
    bare.info = {}
    return bare


def _turn_upright(photo: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(photo)
    except _BROKEN:
        # The pixels were read: only what says which side is up is broken.
        return photo


def _fitting(profile: object) -> bytes | None:
    # A profile of another colour space (CMYK, grey) would colour the RGB wrongly.
    if isinstance(profile, bytes) and profile[16:20] == b"RGB ":
        return profile
    return None


def _is_jpeg(photo: Image.Image) -> bool:
    # A phone's JPEG with a second picture inside is called MPO.
    return photo.format in ("JPEG", "MPO")


def _explain_size(name: str, limit: int) -> FileProblem:
    return FileProblem(
        message(
            "The photo {name} has more than {limit} megapixels: make it smaller and add it again.",
            name=name,
            limit=limit,
        )
    )


def _explain_broken(name: str) -> FileProblem:
    return FileProblem(
        message(
            "The photo {name} is damaged and cannot be shown: copy it from the phone or the camera "
            "again.",
            name=name,
        )
    )
