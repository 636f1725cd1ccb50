"""The pages of the guide: which there are, what one says, where a link on it leads.

Pages are files; what they say is nobody's business here.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from grantee_app.folders import guide_folder
from grantee_app.frozen import frozen
from grantee_app.guide.markup import Block, Heading, iterate_texts, read_blocks, read_spans
from grantee_app.language.message import LanguageCode

# The page with the questions and the list of all others.
CONTENTS: Final = "contents"


@frozen
class Section:
    """A heading and what stands under it, up to the next heading of any level."""

    heading: str
    anchor: str
    level: int
    blocks: tuple[Block, ...]


@frozen
class GuidePage:
    """A page in one language; its first section bears the title."""

    name: str
    language: LanguageCode
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What the page is about."""
        return self.sections[0].heading

    def find_section(self, anchor: str) -> int:
        """Return the number of the section a link names, 0 where there is none."""
        found = [place for place, part in enumerate(self.sections) if part.anchor == anchor]
        return found[0] if anchor and found else 0


@frozen
class Target:
    """Where a link leads: a page of the guide and an anchor on it, "" for its beginning."""

    page: str
    anchor: str


@cache
def list_pages(language: LanguageCode) -> tuple[str, ...]:
    """Return the names of the pages, in the order in which the contents name them."""
    known = sorted(path.stem for path in (guide_folder() / language).glob("*.md"))
    named = [CONTENTS, *(link.page for link in list_targets(read_page(CONTENTS, language)))]
    order = {name: place for place, name in reversed(list(enumerate(named)))}
    return tuple(sorted(known, key=lambda name: (order.get(name, len(named)), name)))


def has_page(name: str, language: LanguageCode) -> bool:
    """Tell whether there is such a page."""
    return (guide_folder() / language / f"{name}.md").is_file()


@cache
def read_page(name: str, language: LanguageCode) -> GuidePage:
    """Return a page; FileNotFoundError where there is none."""
    path = guide_folder() / language / f"{name}.md"
    return make_page(name, language, path.read_text(encoding="utf-8"))


def make_page(name: str, language: LanguageCode, markdown: str) -> GuidePage:
    """Return the page that is written in `markdown`; what stands above a heading has no name."""
    sections: list[Section] = []
    head, blocks = Heading(1, name, ""), list[Block]()
    is_begun = False
    for block in read_blocks(markdown):
        if not isinstance(block, Heading):
            blocks.append(block)
            continue
        if is_begun or blocks:
            sections.append(Section(head.text, head.anchor, head.level, tuple(blocks)))
        head, blocks, is_begun = block, [], True
    sections.append(Section(head.text, head.anchor, head.level, tuple(blocks)))
    return GuidePage(name, language, tuple(sections))


def read_target(link: str, page: str) -> Target | None:
    """Return where a link on `page` leads inside the guide, None where it leads out of it."""
    path, _, anchor = link.partition("#")
    if not path:
        return Target(page, anchor)
    if "/" in path or ":" in path or not path.endswith(".md"):
        return None
    return Target(path.removesuffix(".md"), anchor)


def list_targets(page: GuidePage) -> list[Target]:
    """Return where the links of a page lead, those out of the guide left out."""
    links = [
        span.target
        for section in page.sections
        for text in iterate_texts(section.blocks)
        for span in read_spans(text)
        if span.target
    ]
    return [target for link in links if (target := read_target(link, page.name)) is not None]
