"""What is handed in and what came of it, as plain data.

A `Handing` is the same for an application and for a report: papers of ours, and the files of theirs
under numbers. Knows neither, and no disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from grantee_app.form.application_form import ApplicationWords
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode, Message
from grantee_app.records.attachment import MediaType
from grantee_app.report.document import Document


@frozen
class Enclosure:
    """A file of theirs; `name` is what they called it, `open` gives its content, decrypted.

    `open` raises OSError where the content is not there any more or is torn. What it gives must
    have this `sha256`, unless that is "".
    """

    name: str
    media_type: MediaType
    size: int
    open: Callable[[], BinaryIO]
    sha256: str = ""


@frozen
class EnclosedDocument:
    """A document with its files, which get one number; without files it is missing.

    `title` is printed, in the language of the handing; `group` heads those that belong together.
    `name` is what its files are called, the title unless given. A `note` stands under the title: an
    address, or why there are no files.
    """

    title: str
    files: tuple[Enclosure, ...]
    group: str = ""
    name: str = ""
    note: str = ""


@frozen
class Paper:
    """A paper of ours; `title` names its file, and it in the contents.

    One that is not `in_whole` lies in the folder alone: a copy without the applicant, a sheet to
    be signed. `sections` are the entries of the contents under it: (id of the section, words).
    """

    title: str
    document: Document
    in_whole: bool = True
    sections: tuple[tuple[str, str], ...] = ()


@frozen
class Handing:
    """Everything to be handed in. `title` names the folder, `author` "" is told nowhere."""

    title: str
    author: str
    language: LanguageCode
    words: ApplicationWords
    papers: tuple[Paper, ...]
    enclosed: tuple[EnclosedDocument, ...]
    printed_on: date


@frozen
class AssemblyOptions:
    """Where to and how: a new folder is made inside `folder`.

    `most_megabytes` is how large all of it together may be (None: any size); photos and scans are
    made smaller for it, as little as it takes. `with_files`: each attachment also as a file of its
    own; `with_whole`: everything in one PDF.
    """

    folder: Path
    most_megabytes: int | None = None
    with_zip: bool = False
    with_whole: bool = True
    with_files: bool = True


@frozen
class AssembledFile:
    """A file of the new folder.

    `pages` are its pages in the one PDF, (first, last) counted from 1, None where it is not in it.
    """

    name: str
    title: str
    size: int
    pages: tuple[int, int] | None = None


@frozen
class Recompressed:
    """A file whose pictures were made smaller; the original is as it was. Sizes are bytes."""

    name: str
    original_size: int
    size: int


@frozen
class Assembly:
    """What was made. `zip` lies beside `folder`; `whole` is the name of the one PDF in it.

    `apart` says of each file that is not in the one PDF why not, `problems` what else somebody must
    know before handing it in. `size` is that of the folder, in bytes.
    """

    folder: Path
    zip: Path | None
    whole: str
    files: tuple[AssembledFile, ...]
    page_count: int
    size: int
    is_within_limit: bool
    recompressed: tuple[Recompressed, ...] = ()
    apart: tuple[tuple[str, Message], ...] = ()
    problems: tuple[Message, ...] = field(default=())
