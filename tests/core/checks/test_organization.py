"""Numbers of the organisation that are slips of the finger."""

from __future__ import annotations

import pytest

from tests.core.checks.soundness import check, find_one, make_sound, say


def test_right_numbers_and_none_at_all_are_not_spoken_of():
    data = make_sound()
    assert check(data) == []
    data["organization"].update(bin="140340999996", iban="KZ19 999U LGI2 0240 0017")
    assert check(data) == []


@pytest.mark.parametrize(
    ("field", "value", "kk", "ru"),
    [
        ("bin", "140340999997", "Ұйымның БСН-і: ", "БИН организации: "),
        ("bin", "14034099999", "Ұйымның БСН-і: ", "БИН организации: "),
        ("iban", "KZ20999ULGI202400017", "Ұйымның шоты: ", "Счёт организации: "),
        ("iban", "KZ19999ULGI2024000", "Ұйымның шоты: ", "Счёт организации: "),
    ],
)
def test_a_slip_is_told_with_its_reason(field, value, kk, ru):
    data = make_sound()
    data["organization"][field] = value
    found = find_one(data, f"organization.{field}")
    assert (found.severity, found.place) == ("warning", "socio_economic/organization")
    for sentence, beginning in zip(say(found), (kk, ru), strict=True):
        assert sentence.startswith(beginning)
        assert len(sentence) > len(beginning) + 20
