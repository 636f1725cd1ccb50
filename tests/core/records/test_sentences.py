"""Sentences are counted as a reader counts them."""

from __future__ import annotations

from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.records.sentences import count_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n - \n…", 0),
        ("Бір", 1),
        ("Бір. Екі! Үш? Төрт…", 4),
        ("«Рахмет!» – деді ол. Сосын үйіне кетті.", 2),
        ("«Көмек керек еді. Енді жоқ.» Осылай деді.", 3),
        ("– Келемін. – Жақсы.", 2),
        ("Он пришёл… и ушёл.", 1),
        ("Ол 2024 ж. Келді", 2),
        ("В 2024 г. Болат пришёл. Потом ушёл.", 3),  # the year ends one, as its dot may
        ("А. Сейітов пен Б. Омарова келді. Олар қуанды.", 2),
        ("г. Тараз, ул. Абая, дом 5. Пришли люди.", 2),
        ("Талдықорған қ. Абай көш. Жамбыл мектебі. Екінші.", 2),
        ("Келді 20.11.2024 күні. 12 адам қалды.", 2),
        ("Барлығы 1.5 млн теңге т.б. шығын.", 1),
        ("## Тақырып\n- бірінші\n- екінші.\n\nҮшінші. Төртінші.", 5),
        ("Қар жауды. Әжем келді. Өзен тасыды. Ұзақ күттік. Іні көрді.", 5),
        ("Қараңыз: [есеп](https://example.org/a.b). Болды.", 2),
    ],
)
def test_sentences(text, count):
    assert count_sentences(text) == count


@given(st.lists(st.sampled_from(["Ол келді", "Она ушла", "Қар жауды", "12 адам"]), max_size=12))
def test_plain_sentences_add_up(parts):
    assert count_sentences(" ".join(f"{part}." for part in parts)) == len(parts)


def test_a_hundred_thousand_letters_are_counted_at_once() -> None:
    text = "Ауыл тұрғындары ул. Абая көшесінде жиналды. " * 2_300
    started = thread_time()
    assert count_sentences(text.strip()) == 2_300
    assert thread_time() - started < 0.5
