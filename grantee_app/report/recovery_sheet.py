"""The sheet with the recovery code, for a drawer: one page, printed when a password is set.

Knows the code and what to say about it; the window writes the bytes where the person wants them,
and no copy of them stays anywhere else.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from grantee_app.language.catalogue import Language
from grantee_app.language.dates import format_short_date
from grantee_app.language.message import LanguageCode, Message, message
from grantee_app.report.document import Block, Document, Gap, Heading, Paragraph, Span
from grantee_app.report.pdf.render import PdfReport, render_pdf

if TYPE_CHECKING:
    from grantee_app.store.encryption.recovery_code import RecoveryCode

_TITLE = message("Recovery code of Bastama")
_PARTS = (
    message(
        "This code opens the projects in the folder below when the password is forgotten. "
        "Whoever has this sheet and the folder can read everything."
    ),
    message(
        "It is made of digits and Latin letters. 0 is always a zero and 1 always a one: "
        "the letters O, I and L do not occur. Small letters and spaces do no harm."
    ),
)
_STEPS = (
    message("Print this sheet, or copy the code by hand and compare it twice."),
    message(
        "Keep it on paper, away from the computer: in the organisation's safe or with the "
        "documents. Do not photograph it and do not send it by a messenger."
    ),
    message("Delete the file of this sheet when it is printed."),
    message(
        "If the password is forgotten: press \u201cPassword forgotten\u201d when Bastama asks for "
        "it, type this code and choose a new password."
    ),
    message(
        "A sheet printed later takes the place of this one. After the password was removed, this "
        "sheet opens only copies that were made before."
    ),
)
_HONEST = message(
    "Without the password and without this code nobody can open the projects: not the authors of "
    "Bastama, not a programmer, not a repair shop. What remains then is what was printed or "
    "exported before."
)


def make_recovery_sheet(
    code: RecoveryCode, folder: Path, language: LanguageCode, printed_on: date
) -> PdfReport:
    """Return the sheet of a workspace's recovery code as a PDF of one page."""
    speech = Language.load(language)
    document = Document(
        title=speech.say(_TITLE),
        author="Bastama",
        language=language,
        is_landscape=False,
        page_label="",
        printed_on=printed_on,
        blocks=tuple(_compose(code, folder, speech, language, printed_on)),
    )
    return render_pdf(document)


def _compose(
    code: RecoveryCode, folder: Path, speech: Language, language: LanguageCode, printed_on: date
) -> list[Block]:
    def say(said: Message, *, mark: str = "", is_bold: bool = False) -> Paragraph:
        spans = (Span(speech.say(said), is_bold=is_bold),)
        return Paragraph(spans, language, "body", "left", mark)

    half = (len(code.groups) + 1) // 2
    lines = (code.groups[:half], code.groups[half:])
    made = message(
        "Folder: {folder}. Made on {date}.",
        folder=str(folder),
        date=format_short_date(printed_on),
    )
    return [
        Heading((Span(speech.say(_TITLE), is_bold=True),), language, "title"),
        Gap(),
        say(_PARTS[0]),
        Gap(1.5),
        *(
            Paragraph((Span(" · ".join(line), is_bold=True),), language, "code", "center")
            for line in lines
        ),
        Gap(1.5),
        say(_PARTS[1]),
        Gap(),
        say(made),
        Gap(),
        *(say(step, mark=f"{number}.") for number, step in enumerate(_STEPS, 1)),
        Gap(),
        say(_HONEST, is_bold=True),
    ]
