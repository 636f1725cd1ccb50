"""Keys, slots and the recovery code: what opens, and what does not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.store.encryption import unlocking
from grantee_app.store.encryption.keys import DataKey, make_data_key
from grantee_app.store.encryption.recovery_code import (
    RecoveryCode,
    make_recovery_code,
    read_recovery_code,
)
from grantee_app.store.encryption.slots import (
    KEY_NAME,
    format_key_file,
    read_key_file,
    replace_password,
    unwrap_by_code,
    unwrap_by_password,
    wrap_key,
    write_key_file,
)
from grantee_app.store.encryption.unlocking import (
    WrongPassword,
    WrongRecoveryCode,
    judge_password,
    seconds_to_wait,
    unlock,
    unlock_with_recovery_code,
)
from tests.core.store.protected import CHEAP, PASSWORD

KEY = DataKey("0011223344556677", bytes(range(32)))
CODE = RecoveryCode(bytes(range(16)))
FILE = wrap_key(KEY, PASSWORD, CODE, CHEAP)
# How hands and keyboards write 0 1 A B E H K M P C T X Y 3.
ALIKE = "OoОоӨ IilІі Аа Вв Ее Ннһ Кк Мм Рр Сс Тт Хх Уу Зз"
DATABASE_KEY = "cc28be7b520b2c3150320aa5c0bd2325c2e07615a868a385c58467bfc97156f1"
CONTENT_NAME = "68de3228efa9a8c91104c4483177cf4185c7dd8f4d02735e3983f27dcf0bd55c"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    write_key_file(tmp_path / KEY_NAME, FILE)
    return tmp_path / "bastama.sqlite3"


def test_the_keys_of_a_workspace_never_change() -> None:
    # Fixed by what is on disks already: another value would lock everybody out.
    assert KEY.database_key.hex() == DATABASE_KEY
    assert KEY.name_content("ab" * 32) == CONTENT_NAME
    assert KEY.derive_file_key(b"salt").hex() != KEY.database_key.hex()


def test_a_key_says_nothing_of_its_secret() -> None:
    for spoken in (repr(make_data_key()), repr(CODE), str(KEY)):
        assert "secret" not in spoken
    assert "0001020304" not in repr(KEY)


def test_the_password_and_the_code_open_the_same_key(database: Path) -> None:
    assert unlock(database, PASSWORD) == KEY
    assert unlock_with_recovery_code(database, CODE.text) == KEY
    read = read_key_file(database.with_name(KEY_NAME))
    assert read == FILE


def test_letters_composed_by_another_keyboard_are_the_same_password() -> None:
    composed, decomposed = "й" * 4 + "ё" * 4 + "x", "и\u0306" * 4 + "е\u0308" * 4 + "x"
    assert composed != decomposed
    file = wrap_key(KEY, composed, CODE, CHEAP)
    assert unwrap_by_password(file, decomposed) == KEY


@pytest.mark.parametrize("wrong", ["", "төрт сөз бір құпи", "Төрт сөз бір құпия", PASSWORD + " "])
def test_a_wrong_password_opens_nothing(wrong: str) -> None:
    assert unwrap_by_password(FILE, wrong) is None


def test_a_spoilt_slot_and_a_wrong_password_get_one_answer(database: Path) -> None:
    answers = []
    spoilt = json.loads(format_key_file(FILE))
    spoilt["slots"][0]["wrapped"] = spoilt["slots"][1]["wrapped"]
    for text, password in ((format_key_file(FILE), "wrong words"), (json.dumps(spoilt), PASSWORD)):
        database.with_name(KEY_NAME).write_text(text, encoding="utf-8")
        with pytest.raises(WrongPassword) as caught:
            unlock(database, password, lambda _: None)
        answers.append(caught.value.message)
    assert answers[0] == answers[1]


def test_what_a_slot_says_of_itself_is_bound_to_it() -> None:
    slot = FILE.slots[0]
    for kdf in (slot.kdf | {"iterations": 2}, slot.kdf | {"salt": "00" * 16}):
        file = replace(FILE, slots=(replace(slot, kdf=kdf),))
        assert unwrap_by_password(file, PASSWORD) is None
    assert unwrap_by_password(replace(FILE, key_id="ff" * 8), PASSWORD) is None


def test_another_password_leaves_the_code_as_it_was() -> None:
    file = replace_password(FILE, KEY, "басқа құпия сөз", CHEAP)
    assert unwrap_by_password(file, PASSWORD) is None
    assert unwrap_by_password(file, "басқа құпия сөз") == KEY
    assert unwrap_by_code(file, CODE) == KEY


@pytest.mark.parametrize(
    "kdf",
    [
        {"memory_kib": 1 << 30},
        {"iterations": 10**9},
        {"lanes": 0},
        {"lanes": 2},
        {"salt": "00"},
        {"name": "md5"},
    ],
)
def test_a_key_file_made_to_harm_is_refused(kdf: dict[str, object], database: Path) -> None:
    said = json.loads(format_key_file(FILE))
    said["slots"][0]["kdf"] |= kdf
    path = database.with_name(KEY_NAME)
    path.write_text(json.dumps(said), encoding="utf-8")
    assert read_key_file(path) is None
    with pytest.raises(StoreProblem) as caught:
        unlock(database, PASSWORD)
    assert not isinstance(caught.value, WrongPassword)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": "bastama-key"}', "\x00"])
def test_a_torn_key_file_gives_way_to_the_one_beside_the_backups(text: str, database: Path) -> None:
    database.with_name(KEY_NAME).write_text(text, encoding="utf-8")
    (database.parent / "backups").mkdir()
    write_key_file(database.parent / "backups" / KEY_NAME, FILE)
    assert unlock(database, PASSWORD) == KEY


def test_each_wrong_password_makes_the_next_one_wait(database: Path) -> None:
    waited: list[float] = []
    for _ in range(10):
        with pytest.raises(WrongPassword):
            unlock(database, "wrong words", waited.append)
    assert waited == [0, 0, 0, 1, 2, 4, 8, 16, 30, 30]
    # The recovery code is no way around it.
    with pytest.raises(WrongRecoveryCode):
        unlock_with_recovery_code(database, make_recovery_code().text, waited.append)
    assert waited[-1] == 30
    assert unlock(database, PASSWORD, waited.append) == KEY
    assert seconds_to_wait(database.parent) == 0


def test_a_password_is_judged_by_its_length() -> None:
    assert judge_password(PASSWORD) is None
    assert judge_password("қойшының") is None
    for weak in ("", "        ", "қысқа", "aaaaaaaaaaaa", "1" * 30):
        assert judge_password(weak) is not None


# ---------------------------------------------------------------- the recovery code


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_read_as_it_was_printed(secret: bytes) -> None:
    code = RecoveryCode(secret)
    assert [len(group) for group in code.groups] == [4] * 7
    for typed in (code.text, code.text.lower(), " ".join(code.groups), "·".join(code.groups)):
        assert read_recovery_code(typed) == code


@given(st.binary(min_size=16, max_size=16), st.data())
def test_a_code_typed_with_cyrillic_letters_and_o_for_zero_is_read(
    secret: bytes, data: st.DataObject
) -> None:
    alike = dict(zip("01ABEHKMPCTXY3", ALIKE.split(), strict=True))
    code = RecoveryCode(secret)
    typed = "".join(data.draw(st.sampled_from(alike.get(c, "") + c)) for c in code.text)
    assert read_recovery_code(typed) == code


def test_one_wrong_character_is_noticed() -> None:
    letters = CODE.text.replace("-", "")
    noticed = 0
    for at in range(len(letters)):
        for other in "7ZQ":
            typed = letters[:at] + other + letters[at + 1 :]
            if typed == letters:
                continue
            try:
                assert read_recovery_code(typed) != CODE
            except DataProblem:
                noticed += 1
    # Twelve bits: one in four thousand slips through here, and opens nothing.
    assert noticed >= 80


@pytest.mark.parametrize("typed", ["", "AAAA", CODE.text[:-1], CODE.text + "A", "Ж" * 28, "!" * 28])
def test_what_is_no_code_is_refused_with_a_sentence(typed: str, database: Path) -> None:
    with pytest.raises(DataProblem):
        unlock_with_recovery_code(database, typed)
    assert seconds_to_wait(database.parent) == 0


def test_failures_of_one_workspace_hold_back_no_other(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for _ in range(5):
        with pytest.raises(WrongPassword):
            unlock(database, "wrong words", lambda _: None)
    assert unlocking.seconds_to_wait(other) == 0
