"""Numbers of organisations, people, accounts and telephones. All of them are invented."""

import json
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grantee_app.folders import resources_folder
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.language.reading import Reading
from grantee_app.records.identifiers import (
    check_bic,
    check_bin,
    check_email,
    check_iban,
    check_iin,
    read_phone,
)

BIN = "240540001232"
IBAN = "KZ90 999T EST0 0000 0001"

NO_BIN = (
    "A BIN begins with year and month of registration and has 4, 5 or 6 in the fifth place:"
    " compare it with the certificate."
)
IS_IIN = "This is a person's number (IIN): an organisation's BIN has 4, 5 or 6 in the fifth place."


@pytest.mark.parametrize(
    "typed", [BIN, "2405 4000 1232", "БИН 240540001232", "БСН: 240540001232", "24-05-40001232 "]
)
def test_bin(typed: str) -> None:
    assert check_bin(typed) == Reading(BIN)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("240540001233", "A digit of this number is mistyped: compare it with the document."),
        ("240450001232", "A digit of this number is mistyped: compare it with the document."),
        ("24054000123", "This number has 12 digits, and 11 digits are typed."),
        ("2", "This number has 12 digits, and 1 digit is typed."),
        ("24054000123O", "This number has digits only, twelve of them."),
        (
            "241340001232",
            NO_BIN,
        ),
        (
            "240590001232",
            NO_BIN,
        ),
        (
            "900101300126",
            IS_IIN,
        ),
    ],
)
def test_bin_that_is_mistyped(typed: str, problem: str) -> None:
    reading = check_bin(typed)
    assert (reading.value, str(reading.problem)) == (None, problem)


@pytest.mark.parametrize(
    ("typed", "born_on", "gender"),
    [
        ("900101300126", date(1990, 1, 1), "male"),
        ("900101 300126", date(1990, 1, 1), "male"),
        ("ЖСН 051231600453", date(2005, 12, 31), "female"),
    ],
)
def test_iin(typed: str, born_on: date, gender: str) -> None:
    value = check_iin(typed).value
    assert value is not None
    assert (value.born_on, value.gender) == (born_on, gender)
    assert len(value.number) == 12


def test_an_iin_is_never_shown() -> None:
    reading = check_iin("900101300126")
    assert "9001" not in repr(reading)
    assert "1990" not in repr(reading)
    assert "9001" not in str(check_iin("900101300127").problem)


def with_check_digit(eleven: str) -> str:
    found = [
        f"{eleven}{digit}"
        for digit in range(10)
        if "mistyped" not in str(check_iin(f"{eleven}{digit}").problem)
    ]
    assert len(found) == 1
    return found[0]


def test_a_foreigner_has_a_number_without_a_gender() -> None:
    value = check_iin(with_check_digit("90010100012")).value
    assert value is not None
    assert (value.born_on, value.gender) == (None, None)


@pytest.mark.parametrize("eleven", ["90023030012", "90010190012"])
def test_an_iin_without_a_birthday(eleven: str) -> None:
    reading = check_iin(with_check_digit(eleven))
    assert "begins with the birthday, year first" in str(reading.problem)


def test_an_organisation_has_no_iin() -> None:
    assert "organisation's number (BIN)" in str(check_iin(BIN).problem)
    assert check_iin("90010130012").problem is not None
    assert check_iin("900101300127").value is None


@given(st.integers(0, 10**11 - 1))
def test_at_most_one_check_digit_is_right(eleven: int) -> None:
    typed = f"{eleven:011}"
    right = [digit for digit in range(10) if check_bin(f"{typed}{digit}").value]
    assert len(right) <= 1


@pytest.mark.parametrize(
    "typed",
    [
        IBAN,
        IBAN.replace(" ", ""),
        IBAN.lower(),
        "ИИК: KZ90999TEST000000001",
        "КZ90 999Т ЕSТ0 0000 0001",  # Cyrillic К, Т, Е
        "КЗ90 999T EST0 0000 0001",
        "KZ90-999T-EST0-0000-0001",
        "KZ90\u00a0999T\u00a0EST0\u00a00000\u00a00001",
    ],
)
def test_iban(typed: str) -> None:
    assert check_iban(typed) == Reading(IBAN)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (
            "KZ90999TEST000000002",
            "A sign of this account is mistyped: compare it with the bank's paper.",
        ),
        (
            "KZ09999TEST000000001",
            "A sign of this account is mistyped: compare it with the bank's paper.",
        ),
        ("KZ90999TEST00000001", "An account (IBAN) has 20 signs, and 19 signs are typed."),
        ("KZ90999TEST0000000011", "An account (IBAN) has 20 signs, and 21 signs are typed."),
        ("DE90999TEST000000001", "An account of Kazakhstan begins with KZ."),
        ("000999", "An account of Kazakhstan begins with KZ."),
        (
            "KZ90999TEST00000000Ж",
            "After KZ an account has five digits, then Latin letters and digits only.",
        ),
        (
            "KZ909O9TEST000000001",
            "After KZ an account has five digits, then Latin letters and digits only.",
        ),
    ],
)
def test_iban_that_is_mistyped(typed: str, problem: str) -> None:
    reading = check_iban(typed)
    assert (reading.value, str(reading.problem)) == (None, problem)


@given(st.integers(4, 19), st.sampled_from("0123456789ABCXYZ"))
def test_one_wrong_sign_of_an_iban_is_found(place: int, sign: str) -> None:
    plain = IBAN.replace(" ", "")
    # A letter counts as two digits, so only signs of one kind are sure to be told apart.
    assume(sign.isdigit() == plain[place].isdigit())
    changed = plain[:place] + sign + plain[place + 1 :]
    assert (check_iban(changed).value is not None) == (changed == plain)


@pytest.mark.parametrize(
    ("typed", "bic"),
    [
        ("ULGIKZKA", "ULGIKZKA"),
        ("ulgikzka", "ULGIKZKA"),
        ("БСК ULGIKZKAXXX", "ULGIKZKAXXX"),
        ("АВСDKZKA", "ABCDKZKA"),
    ],
)
def test_bic(typed: str, bic: str) -> None:
    assert check_bic(typed) == Reading(bic)


@pytest.mark.parametrize("typed", ["ULGIKZ", "1234KZKA", "ULGIKZKAX", "190501109"])
def test_bic_that_is_mistyped(typed: str) -> None:
    reading = check_bic(typed)
    assert reading.value is None
    assert "8 or 11" in str(reading.problem)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("+7 700 000 00 01", "+7 700 000 00 01"),
        ("+77000000001", "+7 700 000 00 01"),
        ("87000000001", "+7 700 000 00 01"),
        ("8 (700) 000-00-01", "+7 700 000 00 01"),
        ("8-700-000-00-01", "+7 700 000 00 01"),
        ("7000000001", "+7 700 000 00 01"),
        ("+7\u00a0700\u202f000\u201100\u201101", "+7 700 000 00 01"),
        ("тел.: 8 700 000 00 01", "+7 700 000 00 01"),
        ("ұялы 87000000001", "+7 700 000 00 01"),
        ("8 (7280) 00-00-01", "+7 7280 00 00 01"),
        ("+7 7280 00 00 01 (ішкі 12)", "+7 7280 00 00 01 (12)"),
        ("8 7280 00 00 01 доб. 12", "+7 7280 00 00 01 (12)"),
        ("8 700 000 00 01, 8 700 000 00 02", "+7 700 000 00 01, +7 700 000 00 02"),
        ("87000000001/87000000002", "+7 700 000 00 01, +7 700 000 00 02"),
        ("87000000001; +77000000001", "+7 700 000 00 01"),
        ("8-700-000-00-01 және 8-700-000-00-02", "+7 700 000 00 01, +7 700 000 00 02"),
        ("8 700 000 00 01\n8 700 000 00 02", "+7 700 000 00 01, +7 700 000 00 02"),
        ("8 700 0000001 8(700)0000002", "+7 700 000 00 01, +7 700 000 00 02"),
        ("+996 500 000001", "+996500000001"),
    ],
)
def test_phone(typed: str, written: str) -> None:
    assert read_phone(typed) == Reading(written)
    assert read_phone(written) == Reading(written)


@pytest.mark.parametrize("typed", ["00-00-01", "8700000000", "жоқ", "8 700 000 00 011", "+7"])
def test_phone_that_is_not_complete(typed: str) -> None:
    reading = read_phone(typed)
    assert reading.value is None
    assert "not complete" in str(reading.problem)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("name.surname@example.kz", "name.surname@example.kz"),
        ("  Name@Example.KZ. ", "Name@example.kz"),
        ("<name@example.kz>", "name@example.kz"),
        ("mailto:name@example.kz", "name@example.kz"),
        ("name@example.kz,", "name@example.kz"),
        ("n+a@mail.example.org", "n+a@mail.example.org"),
    ],
)
def test_email(typed: str, address: str) -> None:
    assert check_email(typed) == Reading(address)


@pytest.mark.parametrize(
    "typed",
    ["name@example", "name", "@example.kz", "na me@example.kz", "a..b@example.kz", "a@b@c.kz"],
)
def test_email_that_is_mistyped(typed: str) -> None:
    assert "looks like name@example.kz" in str(check_email(typed).problem)


def test_a_cyrillic_letter_in_an_address_is_named() -> None:
    assert "«а»" in str(check_email("nаme@example.kz").problem)


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0"])
def test_empty_text_is_neither_value_nor_problem(typed: str) -> None:
    for check in (check_bin, check_iin, check_iban, check_bic, read_phone, check_email):
        assert check(typed).is_empty


@given(st.text(alphabet=st.sampled_from("0189KZКЗ +-().,;@жadb№\u00a0"), max_size=24))
def test_no_typing_raises(typed: str) -> None:
    for check in (check_bin, check_iin, check_iban, check_bic, read_phone, check_email):
        reading = check(typed)
        assert reading.value is None or reading.problem is None


def test_the_sample_has_numbers_that_pass() -> None:
    path = resources_folder() / "sample" / "project.json"
    organization = json.loads(path.read_text(encoding="utf-8"))["organization"]
    assert check_bin(organization["bin"]).value == organization["bin"]
    assert check_iban(organization["iban"]).value
    assert check_bic(organization["bic"]).value == organization["bic"]
    assert read_phone(organization["phone"]).value == organization["phone"]
    assert check_email(organization["email"]).value == organization["email"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_problems_are_said(code: LanguageCode) -> None:
    language = Language.load(code)
    problems = [
        check_bin("1").problem,
        check_bin("240540001233").problem,
        check_bin("241340001232").problem,
        check_bin("900101300126").problem,
        check_iin(BIN).problem,
        check_iin(with_check_digit("90023030012")).problem,
        check_iban("DE").problem,
        check_iban("KZ1").problem,
        check_iban("KZ90999TEST000000002").problem,
        check_iban("KZ909O9TEST000000001").problem,
        check_bic("X").problem,
        read_phone("1").problem,
        check_email("x").problem,
        check_email("ж@x.kz").problem,
    ]
    for problem in problems:
        assert problem is not None
        said = language.say(problem)
        assert said != str(problem)
        assert "{" not in said
