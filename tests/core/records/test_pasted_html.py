"""Pasting: what Word, Google Docs, a sheet and a plain text leave in a long text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grantee_app.records.pasted_html import parse_html, parse_plain
from grantee_app.records.text import format_text, parse_text

# As Word 2016 puts it on the clipboard (styles shortened, words invented).
WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>
<!--
 /* Font Definitions */
 @font-face {font-family:Symbol; panose-1:5 5 1 2 1 7 6 2 5 7;}
 p.MsoNormal, li.MsoNormal {margin:0cm; font-size:12.0pt;}
 @list l0:level1 {mso-level-number-format:bullet; mso-level-text:\\F0B7;}
-->
</style>
</head>
<body lang=RU style='tab-interval:35.4pt;word-wrap:break-word'>
<!--StartFragment-->
<h2>Оқыту семинарлары<o:p></o:p></h2>
<p class=MsoNormal style='text-align:justify'>Жоба барысында облыстың <span
style='mso-spacerun:yes'>&nbsp;</span>10&nbsp;ауданында <b>семинар</b> өтті,
<a href="https://example.org/video(1)">бейнежазбасы</a> сақталды.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><b>Қамтылған тақырыптар<o:p></o:p></b></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span lang=KK style='font-family:Symbol;mso-bidi-font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>құқықтық сауаттылық;<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-add-space:auto;
text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>өтініш
жазу<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='margin-left:108.0pt;mso-add-space:auto;
text-indent:-18.0pt;mso-list:l0 level3 lfo1'><![if !supportLists]><span
style='font-family:Wingdings'><span style='mso-list:Ignore'>§<span
style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]>үлгілер<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if
!supportLists]><span style='mso-list:Ignore'>4.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Кеңес беру
сағаттары<o:p></o:p></p>
<p class=MsoNormal>Бірінші жол<br>
екінші жол <del cite="mailto:x">өшірілген</del><ins>қосылған</ins></p>
<table class=MsoTableGrid border=1>
 <tr><td width=200><p class=MsoNormal>Аудан<o:p></o:p></p></td>
 <td><p class=MsoNormal>Адам | саны</p></td></tr>
 <tr><td><p class=MsoNormal>Қаратал</p></td><td><p class=MsoNormal>62</p></td></tr>
</table>
<!--EndFragment-->
</body>
</html>"""

GOOGLE_DOCS = (
    '<meta charset=\'utf-8\'><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<h3 dir="ltr"><span style="font-size:14pt">Өзгерістер</span></h3>'
    '<p dir="ltr" style="line-height:1.38"><span style="font-weight:400">Бұрын тұрғындар </span>'
    '<span style="font-weight:700">үндемейтін</span><span>. Толығырақ: </span>'
    '<a href="http://example.org/a?b=1&amp;c=2"><span>мақала</span></a></p>'
    '<ul><li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr">'
    "<span>бірінші</span></p></li>"
    '<ul><li dir="ltr" aria-level="2"><p><span>ішкі</span></p></li></ul></ul>'
    '<ol start="3"><li aria-level="1"><p><span>үшінші</span></p></li>'
    '<li aria-level="1"><p><span>төртінші</span></p></li></ol></b><br class="newline">'
)

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<style><!--table {mso-displayed-decimal-separator:"\\,";} .xl65 {text-align:center;}--></style>
</head><body link="#0563C1"><table border=0 cellpadding=0><col width=64 span=3>
<!--StartFragment-->
 <tr height=20><td class=xl65>Айы</td><td>Адам</td><td x:num>Қаражат</td></tr>
 <tr height=20><td>Маусым</td><td align=right>62</td><td align=right>1&nbsp;200</td></tr>
 <tr height=20><td></td><td></td><td></td></tr>
<!--EndFragment--></table></body></html>"""


def pasted(html: str) -> list[str]:
    return format_text(parse_html(html)).split("\n")


def test_word_keeps_headings_lists_links_and_tables() -> None:
    assert pasted(WORD) == [
        "## Оқыту семинарлары",
        (
            "Жоба барысында облыстың 10\u00a0ауданында семинар өтті, "
            "[бейнежазбасы](https://example.org/video%281%29) сақталды."
        ),
        "## Қамтылған тақырыптар",
        "- құқықтық сауаттылық;",
        "  - өтініш жазу",
        "  - үлгілер",
        "4. Кеңес беру сағаттары",
        "Бірінші жол",
        "екінші жол қосылған",
        "| Аудан | Адам / саны |",
        "| Қаратал | 62 |",
    ]


def test_google_docs_normal_weight_is_not_bold_and_sibling_lists_nest() -> None:
    assert pasted(GOOGLE_DOCS) == [
        "## Өзгерістер",
        "Бұрын тұрғындар үндемейтін. Толығырақ: [мақала](http://example.org/a?b=1&c=2)",
        "- бірінші",
        "  - ішкі",
        "3. үшінші",
        "4. төртінші",
    ]


def test_lists_nested_inside_their_item() -> None:
    html = "<ul><li>бір<ul><li>ішкі<ul><li>терең</ul></ul><li>екі</ul><p>соңы"
    assert pasted(html) == ["- бір", "  - ішкі", "  - терең", "- екі", "соңы"]


def test_word_online_says_levels_on_the_items() -> None:
    html = (
        '<div><ul><li data-aria-level="1"><p>бір</p></li></ul></div>'
        '<div><ul><li data-aria-level="2"><p>ішкі</p><p>жалғасы</p></li></ul></div>'
    )
    assert pasted(html) == ["- бір", "  - ішкі", "жалғасы"]


def test_excel_cells_become_rows_and_empty_rows_vanish() -> None:
    assert pasted(EXCEL) == ["| Айы | Адам | Қаражат |", "| Маусым | 62 | 1\u00a0200 |"]


def test_a_column_of_cells_is_a_list_of_paragraphs() -> None:
    assert pasted("<table><tr><td>бір</td></tr><tr><td>екі</td></tr></table>") == ["бір", "екі"]


def test_a_cell_of_several_paragraphs_stays_one_cell() -> None:
    html = "<table><tr><td><p>бір</p><ul><li>екі</ul></td><td>үш<br>төрт</td></tr></table>"
    assert pasted(html) == ["| бір екі | үш төрт |"]


def test_typed_marks_mean_what_they_look_like() -> None:
    assert pasted("<p>1. Бірінші</p><p>•&nbsp;Екінші</p>") == ["1. Бірінші", "- Екінші"]


def test_links_inside_the_page_and_scripts_are_only_words() -> None:
    html = '<p>Сөз<a href="#_ftn1">[1]</a> <a href="javascript:x()">бас</a></p><script>y()</script>'
    assert pasted(html) == ["Сөз[1] бас"]


def test_hidden_words_soft_hyphens_and_comments_stay_out() -> None:
    html = (
        '<p>құ&shy;қық<span style="display:none">жасырын</span><!-- ескерту --></p>'
        '<div style="mso-element:comment-list"><p>пікір</p></div>'
    )
    assert pasted(html) == ["құқық"]


def test_a_bold_sentence_is_no_heading() -> None:
    assert pasted("<p><b>Бұл толық сөйлем.</b></p>") == ["Бұл толық сөйлем."]


def test_plain_text_keeps_its_lines_and_bullets() -> None:
    text = "Бірінші\r\n\r\n•\tекінші\n\uf0b7 үшінші\v2) төртінші"
    assert format_text(parse_plain(text)).split("\n") == [
        "Бірінші",
        "- екінші",
        "- үшінші",
        "2. төртінші",
    ]


def test_plain_cells_become_rows_only_when_every_line_has_them() -> None:
    assert format_text(parse_plain("Ай\tАдам\nМаусым\t62\n")) == "| Ай | Адам |\n| Маусым | 62 |"
    assert "|" not in format_text(parse_plain("Ай\tАдам\nжай жол"))


@given(st.text(alphabet="<>/pulioab=\"' һҚ\n&;!-[]tdr|()#1.", max_size=120))
def test_any_broken_page_gives_text_that_reads_back_the_same(html: str) -> None:
    text = format_text(parse_html(html))
    assert format_text(parse_text(text)) == text


@given(st.lists(st.text(alphabet="абқһё 12.,-", max_size=20), max_size=6))
def test_no_word_of_a_paragraph_is_lost(lines: list[str]) -> None:
    html = "".join(f"<p>{line}</p>" for line in lines)
    words = [w for line in lines for w in line.replace("-", " ").split()]
    kept = format_text(parse_html(html)).replace("#", " ").replace("-", " ").split()
    assert kept == words
