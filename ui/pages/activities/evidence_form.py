"""One record of evidence: its kind, where it came out, its link, the page kept as a picture.

Where values go is the form's and autosave's business; what is used twice it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import message
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.store.texts import RecordPlace
from ui.editors.files_editor import FilesEditor
from ui.editors.link_editor import LinkEditor, read_link
from ui.editors.offering_editor import OfferingEditor
from ui.pages.activities.activity_words import tell_evidence
from ui.record_form import RecordForm
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.figures.evidence_list import EvidenceRow
    from ui.desk import Desk

# Networks by what their addresses end with, and how people call them.
NETWORKS: Final = {
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "fb.com": "Facebook",
    "fb.watch": "Facebook",
    "vk.com": "ВКонтакте",
    "tiktok.com": "TikTok",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "t.me": "Telegram",
    "telegram.me": "Telegram",
    "threads.net": "Threads",
    "wa.me": "WhatsApp",
    "whatsapp.com": "WhatsApp",
}
_USED_MEDIA: Final = (
    "SELECT medium FROM evidence WHERE medium <> '' "
    "GROUP BY medium ORDER BY count(*) DESC LIMIT 200"
)


def find_network(link: str) -> str:
    """Return the name of the social network that a link leads into, "" for any other page."""
    host = link.partition("://")[2].partition("/")[0].casefold().removeprefix("www.")
    known = (name for end, name in NETWORKS.items() if host == end or host.endswith(f".{end}"))
    return next(known, "")


class EvidenceForm(QFrame):
    """`removed` follows the button, `changed` what a person does to the record or its files."""

    removed = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = words = desk.words
        self.row: EvidenceRow | None = None
        self.setProperty("role", "fold")
        self.head = make_label("group", self)
        self.repeats = make_label("secondary", self, tone="bad")
        self.repeats.hide()
        self.page_note = make_label("secondary", self, tone="warn")
        self.remove_button = QPushButton(self)
        self.remove_button.setProperty("role", "link")
        self.remove_button.clicked.connect(self.removed)
        self.form = form = RecordForm(desk, "evidence", "", self)
        kind = form.add("kind", None, lambda: words.gettext("What it is"))
        day = form.add("dated_on", None, lambda: words.gettext("Date"))
        quantity = form.add("quantity", None, lambda: words.gettext("Stands for how many"))
        form.add_row(kind, day, quantity)
        form.add_text("title", lambda: words.gettext("Title"))
        self.link = LinkEditor(words)
        form.add("link", self.link, lambda: words.gettext("Link"))
        medium = OfferingEditor(words, self._list_media)
        place = form.add("medium", medium, lambda: words.gettext("Where it came out"))
        reach = form.add("reach", None, lambda: words.gettext("How many it reached"))
        self._publication = form.add_group(place, reach)
        self.files_label = make_label("label", self)
        self.files = FilesEditor(desk)
        self._lay_out()
        self.link.left.connect(self._follow_link)
        form.edited.connect(self._follow)
        form.left.connect(self.changed)
        self.files.changed.connect(self.changed)
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.repeats)
        column.addWidget(self.form)
        column.addWidget(self.files_label)
        column.addWidget(self.page_note)
        column.addWidget(self.files)

    def _list_media(self) -> list[str]:
        rows = self.desk.workspace.db.execute(_USED_MEDIA).fetchall()
        return list(dict.fromkeys([*(medium for (medium,) in rows), *NETWORKS.values()]))

    # ------------------------------------------------------------------ the record

    @property
    def record_id(self) -> str:
        """The evidence that is shown, "" for none."""
        return self.form.record_id

    def show_row(self, row: EvidenceRow | None, repeats: list[str]) -> None:
        """Show a record; `repeats` name the events that have the same link or file."""
        self.row = row
        record_id = row.evidence_id if row else ""
        self.form.set_record(record_id)
        self.files.set_owner(AttachedTo("evidence", record_id) if record_id else None)
        said = "; ".join(repeats)
        self.repeats.setText(
            self.words.gettext("▲ The same link or file stands at: {names}", names=said)
            if said
            else ""
        )
        self.repeats.setVisible(bool(said))
        self._follow()

    def refill(self) -> None:
        """Show what is stored now."""
        self.form.refill()
        self.files.refill()
        self._follow()

    def _follow(self) -> None:
        kind = self.form.editor("kind").value()
        self.head.setText(tell_evidence(kind, self.words) if kind else "")
        has_link = bool(self.link.value())
        self.page_note.setVisible(
            has_link and self.row is not None and not self.row.files and not self.row.file
        )
        self.remove_button.setVisible(not self.desk.autosave.is_read_only and bool(self.record_id))

    def _follow_link(self) -> None:
        """Tell where it came out, and what it is, by the address of a new link."""
        link = read_link(self.link.value()).value or ""
        record_id = self.record_id
        if not link or not record_id or self.form.editor("medium").value():
            return
        network = find_network(link)
        host = link.partition("://")[2].partition("/")[0].removeprefix("www.")
        write, workspace = self.desk.workspace.write_text, self.desk.workspace
        kind = self.form.editor("kind").value()
        with workspace.change(message("Link added").msgid):
            self.desk.autosave.flush()
            write(RecordPlace("evidence", record_id, "medium"), "", network or host)
            if kind in {"social_post", "media_publication"}:
                told = "social_post" if network else "media_publication"
                write(RecordPlace("evidence", record_id, "kind"), "", told)
        self.form.refill()
        self._follow()

    def show_field(self, column: str, language: str = "", position: int | None = None) -> bool:
        """Put the cursor into a field; tell whether it is here."""
        return self.form.show_field(column, language, position)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self.form.set_read_only(is_read_only)
        self.files.set_read_only(is_read_only)

    def retranslate(self) -> None:
        """Say everything again; the form and the files do so by themselves."""
        words = self.words
        self.remove_button.setText(words.gettext("Remove the evidence"))
        self.files_label.setText(words.gettext("Files, or the page kept as a picture or PDF"))
        self.files.set_name(self.files_label.text())
        self.page_note.setText(
            words.gettext(
                "▲ Keep a screenshot or a PDF of the page here: pages disappear, and a monitor "
                "looks later."
            )
        )
        self._follow()

    def end_workers(self) -> None:
        """End the copying of files."""
        self.files.end_workers()
