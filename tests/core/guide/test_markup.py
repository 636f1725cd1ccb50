"""The light Markdown of the guide: blocks, spans, anchors."""

from grantee_app.guide.markup import (
    KEY,
    Code,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Span,
    Table,
    list_sentences,
    make_anchor,
    read_blocks,
    read_spans,
)
from grantee_app.guide.pages import make_page, read_target

PAGE = """# Сақтық көшірмелер

Бір жол,
екінші жол. Тағы сөйлем.
- бірінші
  жалғасы
  - ішкі
- екінші

1. алдымен
2. содан кейін

| Атауы | Бұл не |
|---|---|
| `a` | **бәрі** |

```
bastama projects
```

## Не қайда жатыр
"""


def test_a_page_falls_into_blocks() -> None:
    assert read_blocks(PAGE) == (
        Heading(1, "Сақтық көшірмелер", "сақтық-көшірмелер"),
        Paragraph("Бір жол, екінші жол. Тағы сөйлем."),
        ItemList(
            (
                Item("бірінші жалғасы", ItemList((Item("ішкі"),), is_numbered=False)),
                Item("екінші"),
            ),
            is_numbered=False,
        ),
        ItemList((Item("алдымен"), Item("содан кейін")), is_numbered=True),
        Table(("Атауы", "Бұл не"), (("`a`", "**бәрі**"),)),
        Code("bastama projects"),
        Heading(2, "Не қайда жатыр", "не-қайда-жатыр"),
    )


def test_sections_begin_with_headings() -> None:
    page = make_page("backups", "kk", PAGE)
    assert page.title == "Сақтық көшірмелер"
    assert [section.heading for section in page.sections] == [page.title, "Не қайда жатыр"]
    assert page.find_section("не-қайда-жатыр") == 1
    assert page.find_section("жоқ") == page.find_section("") == 0


def test_spans_keep_what_is_inside_each_other() -> None:
    assert read_spans("Басыңыз **Ctrl+Z** немесе [**бет**](undo.md#а), `- `, *өз*.") == (
        Span("Басыңыз "),
        Span("Ctrl+Z", is_bold=True),
        Span(" немесе "),
        Span("бет", is_bold=True, target="undo.md#а"),
        Span(", "),
        Span("- ", is_code=True),
        Span(", "),
        Span("өз", is_italic=True),
        Span("."),
    )


def test_links_lead_into_the_guide_or_out_of_it() -> None:
    assert read_target("undo.md#а", "home").page == "undo"
    assert read_target("#а", "home").page == "home"
    for out in ("../../project-file.md", "https://egov.kz", "https://egov.kz/a.md"):
        assert read_target(out, "home") is None


def test_a_search_shows_sentences_items_and_rows() -> None:
    blocks = read_blocks(PAGE)
    assert list_sentences(blocks[1]) == ["Бір жол, екінші жол.", "Тағы сөйлем."]
    assert list_sentences(blocks[2]) == ["бірінші жалғасы", "ішкі", "екінші"]
    assert list_sentences(blocks[4]) == ["a – бәрі"]


def test_anchors_are_those_of_the_sites_that_show_the_guide() -> None:
    assert make_anchor("Если вы уже работали в «Бастаме»") == "если-вы-уже-работали-в-бастаме"
    assert make_anchor("import – жоба файлын енгізу") == "import--жоба-файлын-енгізу"


def test_keys_are_told_from_words() -> None:
    text = "Ctrl+Shift+Z, Alt+↑, F1, Enter басыңыз; Ctrl+дөңгелек, PDF, Tabло, Alt және әріп, Alt+Ж"
    assert KEY.findall(text) == ["Ctrl+Shift+Z", "Alt+↑", "F1", "Enter", "Alt+Ж"]
