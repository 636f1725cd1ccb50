# ruff: noqa: D103 (one figure of speech a function; the head of the file tells the whole)
"""Makes name_pairs.csv, the labelled pairs that the matching of people is measured on.

`python tools/make_name_pairs.py` writes tests/data/name_pairs.csv anew, the same every time. The
people are invented: surnames and given names are drawn apart. Knows nothing of the code it
measures: the
spellings are made by rules of its own, and pairs drawn by hand stand in name_pairs_by_hand.csv.
What is what is told in name_pairs.md.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
COLUMNS = ["half", "verdict", "kind"] + [
    f"{side}_{field}"
    for side in "ab"
    for field in ("name", "gender", "born_on", "birth_year", "age", "place", "contact")
]
AGE_ON_YEAR = 2024


def words(text: str) -> list[str]:
    return text.split()


# Kazakh surname, its usual Russian spellings. The halves share no name.
SURNAMES = {
    "tune": """
        Қалиев:Калиев Жүсіпов:Жусупов,Жусипов,Джусупов Әбенов:Абенов Өтегенов:Утегенов,Отегенов
        Құдайбергенов:Кудайбергенов Нұрпейісов:Нурпеисов Сәрсенбаев:Сарсенбаев Есқалиев:Ескалиев
        Мұқанов:Муканов Тілеубердиев:Тлеубердиев,Тилеубердиев Ғабдуллин:Габдуллин Ыдырысов:Идрисов
        Бекенов:Бекенов Шәріпов:Шарипов Қожахметов:Кожахметов Дүйсенов:Дуйсенов,Дюсенов
        Ахметов:Ахметов Омаров:Омаров Оспанов:Оспанов Смағұлов:Смагулов Төлегенов:Тулегенов
        Әміров:Амиров Жанұзақов:Жанузаков Күзембаев:Кузембаев Қойшыбаев:Койшибаев
        Базарбаев:Базарбаев
        Әлімжанов:Алимжанов Сүйіншәлиев:Суюншалиев,Сюиншалиев Раисов:Раисов Байтұрсынов:Байтурсынов
    """,
    "held_out": """
        Ысқақов:Искаков Әубәкіров:Аубакиров Үмбетов:Умбетов Қыдырбаев:Кыдырбаев Мәмбетов:Мамбетов
        Нұрмағамбетов:Нурмагамбетов Сейітқалиев:Сейткалиев Жақсылықов:Жаксылыков Ібіраев:Ибраев
        Әлжанов:Альжанов Түсіпбеков:Тусупбеков Көшербаев:Кушербаев Өмірзақов:Омирзаков,Умирзаков
        Рахымжанов:Рахимжанов Ғалиев:Галиев Шаймерденов:Шаймерденов Досмұхамедов:Досмухамедов
        Құсайынов:Кусаинов Бөкенбаев:Букенбаев Тоқтаров:Токтаров Әділов:Адилов
        Сәтбаев:Сатпаев,Сатбаев
        Сүлейменов:Сулейменов Садықов:Садыков Ибрагимов:Ибрагимов Әбдіғалиев:Абдигалиев
        Мыңбаев:Мынбаев Жұмағұлов:Жумагулов Қарабаев:Карабаев Есіркепов:Есиркепов
    """,
}
# Not all of them are in the app's own list of names.
GIVEN = {
    "tune": {
        "m": "Ерлан Бақытжан:Бахытжан Нұрлан Асқар Дәурен:Даурен Қанат:Канат Мұхтар:Мухтар Серік"
        " Әділет:Адилет Жәнібек:Жанибек Бауыржан Төлеген:Тулеген Ғабит:Габит Саян Қуандық:Куандык"
        " Өркен:Оркен Ербақыт:Ербахыт Әлішер:Алишер Мәулен:Маулен Қажымұрат:Кажимурат",
        "f": "Бақыт:Бакыт Әсел:Асель Айгүл:Айгуль Гүлнар:Гульнара Шынар:Чинар Сәуле:Сауле"
        " Қарлығаш:Карлыгаш Жұлдыз:Жулдыз Динара Мөлдір:Молдир Үміт:Умит Бәтен:Батен Күлән:Кулян"
        " Зейнеп:Зейнеб Ұлту:Улту Нәзікен:Назикен Ақбөпе:Акбопе Гүлбаршын:Гульбаршин"
        " Шекер Тоты",
    },
    "held_out": {
        "m": "Марат Нұржан Әлібек:Алибек Қайрат:Кайрат Сәкен:Сакен Мұрат:Мурат Дәулет:Даулет"
        " Ғалым:Галым Жандос Тұрсын:Турсун Өмірзақ:Омирзак Қуат:Куат Есжан Сәндібек:Сандибек"
        " Мәди:Мади Бекежан Тәңірберген:Танирберген Жұмаш:Жумаш Ықылас:Икилас Әуезхан:Ауэзхан",
        "f": "Әлия:Алия Айнұр:Айнур Гүлмира:Гульмира Жанар Қымбат:Кымбат Сәния:Сания Роза"
        " Ботагөз:Ботагоз Мәдина:Мадина Күләш:Куляш Ұлбосын:Улбосын Ақтілек:Актилек Нұрсұлу:Нурсулу"
        " Раушан Гүлжамал:Гульжамал Өрзия:Орзия Зүбайда:Зубайда Шәкира:Шакира Перизат Еңлік:Енлик",
    },
}
FATHERS = {
    "tune": words("Серік Болат Жақсыбек Мұрат Әмір Нұрғали Қасым Есен Бекен Сайлау"),
    "held_out": words("Оразбек Қабдолла Төкен Сәбит Жұмабек Рахым Әбдіғали Тілек Марат Ысмайыл"),
}
PLACES = {
    "tune": "Балқаш ауданы, Бақанас ауылы|Іле ауданы|Жамбыл ауданы, Ұзынағаш|Көксу ауданы|Қарой а.",
    "held_out": "Сарқан ауданы|Ескелді ауданы, Қарабұлақ|Панфилов ауданы|Кербұлақ ауданы"
    "|Алакөл ауд.",
}
COMMON = {
    "tune": ["Ахметов", "Омаров", "Оспанов"],
    "held_out": ["Сүлейменов", "Садықов", "Ибрагимов"],
}
COMMON_GIVEN = {
    "tune": {"m": ["Ерлан", "Серік", "Қанат"], "f": ["Әсел", "Айгүл", "Динара"]},
    "held_out": {"m": ["Марат", "Мұрат", "Қайрат"], "f": ["Әлия", "Айнұр", "Жанар"]},
}
# Two names that differ by a letter.
NEAR = {
    "tune": {
        "m": [("Ержан", "Нұржан"), ("Қанат", "Санат"), ("Серік", "Берік"), ("Марат", "Манат")],
        "f": [("Айнұр", "Айнар"), ("Жанар", "Жанат"), ("Динара", "Данара"), ("Айжан", "Аружан")],
    },
    "held_out": {
        "m": [("Марат", "Мұрат"), ("Ерлан", "Арлан"), ("Дамир", "Замир"), ("Асан", "Есен")],
        "f": [("Айман", "Айжан"), ("Мәдина", "Марина"), ("Әсел", "Асыл"), ("Сания", "Санат")],
    },
}

KEYS = str.maketrans("әіңғүұқөһӘІҢҒҮҰҚӨҺ", "аинғуукоχАИНГУУКОХ".replace("ғ", "г").replace("χ", "х"))
DIGITS = str.maketrans("әіңғүұқ", "2345890")
SCHWA = str.maketrans("әӘіІ", "əƏiI")
PASSPORT = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщыэюя",
        words("a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya"),
        strict=True,
    )
)
QAZAQ = dict(
    zip(
        "аәбвгғдежзиійкқлмнңоөпрстуұүфхһцчшыэюя",
        words("a ä b v g ğ d e j z i ı y k q l m n ñ o ö p r s t u ū ü f h h s ch ş y e yu ya"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Person:
    half: str
    gender: str
    surname: str
    given: str
    father: str
    day: int
    month: int
    year: int
    place: str
    phone: str


@dataclass(frozen=True)
class Entry:
    name: str
    gender: str = ""
    born_on: str = ""
    birth_year: str = ""
    age: str = ""
    place: str = ""
    contact: str = ""


def read_stock(text: str) -> list[tuple[str, list[str]]]:
    stock = []
    for word in text.split():
        kazakh, _, russian = word.partition(":")
        spelled = russian.split(",") if russian else [kazakh.translate(KEYS)]
        stock.append((kazakh, spelled))
    return stock


RUSSIAN = {
    kazakh: spelled
    for half in SURNAMES
    for stock in (SURNAMES[half], GIVEN[half]["m"], GIVEN[half]["f"])
    for kazakh, spelled in read_stock(stock)
}


class Maker:
    def __init__(self, half: str, rng: random.Random) -> None:
        self.half, self.rng = half, rng
        self.surnames = [name for name, _ in read_stock(SURNAMES[half])]
        self.given = {
            gender: [name for name, _ in read_stock(GIVEN[half][gender])] for gender in "mf"
        }

    def person(self, gender: str = "", is_common: bool = False) -> Person:
        rng = self.rng
        gender = gender or rng.choice("mff")
        rare = [name for name in self.surnames if name not in COMMON[self.half]]
        usual = [name for name in self.given[gender] if name not in COMMON_GIVEN[self.half][gender]]
        return Person(
            self.half,
            gender,
            rng.choice(COMMON[self.half] if is_common else rare),
            rng.choice(COMMON_GIVEN[self.half][gender] if is_common else usual),
            rng.choice(FATHERS[self.half]),
            rng.randint(1, 28),
            rng.randint(1, 12),
            rng.randint(1950, 2008),
            rng.choice(PLACES[self.half].split("|")),
            "+7 799" + "".join(rng.choice("0123456789") for _ in range(7)),
        )

    # ------------------------------------------------------------------ spelling

    def spell(self, person: Person, style: str) -> str:  # noqa: C901, PLR0912 (a list of habits)
        rng = self.rng
        surname = decline(person.surname, person.gender)
        given = person.given
        if style == "russian":
            surname = decline(rng.choice(RUSSIAN[person.surname]), person.gender)
            given = rng.choice(RUSSIAN.get(person.given, [person.given.translate(KEYS)]))
        elif style == "passport":
            russian = decline(rng.choice(RUSSIAN[person.surname]), person.gender)
            given = RUSSIAN.get(person.given, [person.given.translate(KEYS)])[0]
            surname, given = (write_latin(word, PASSPORT) for word in (russian, given))
        elif style == "qazaq":
            surname, given = (write_latin(word, QAZAQ) for word in (surname, given))
        elif style == "keys":
            surname, given = surname.translate(KEYS), given.translate(KEYS)
        elif style == "digits":
            surname, given = (word[0] + word[1:].translate(DIGITS) for word in (surname, given))
        elif style == "schwa":
            surname, given = surname.translate(SCHWA), given.translate(SCHWA)
        elif style == "slip":
            if rng.random() < 0.7:
                surname = self.slip(surname.translate(KEYS))
            else:
                given = self.slip(given)
        elif style == "initial":
            return f"{surname} {given[0]}."
        elif style == "initials":
            return f"{surname} {given[0]}.{person.father[0]}."
        elif style == "capitals":
            surname, given = surname.upper(), given.upper()
        elif style == "no_ending":
            surname = person.surname.removesuffix("ов").removesuffix("ев")
        names = [surname, given]
        if rng.random() < 0.25:
            names.reverse()
        if rng.random() < 0.3 and style not in {"passport", "qazaq"}:
            names.append(self.patronymic(person, style in {"russian", "keys", "slip"}))
        return rng.choice([" ", " ", " ", "  "]).join(names)

    def patronymic(self, person: Person, is_russian: bool) -> str:
        if is_russian and person.father[-1] not in "аы":
            root = person.father.translate(KEYS)
            joint = "ев" if root[-1] in "ий" else "ов"
            return root + joint + ("на" if person.gender == "f" else "ич")
        tail = "қызы" if person.gender == "f" else "ұлы"
        return person.father + self.rng.choice(["", "-", " "]) + tail

    def slip(self, word: str) -> str:
        rng = self.rng
        place = rng.randint(1, max(len(word) - 3, 1))
        kind = rng.choice(["drop", "double", "turn", "other"])
        if kind == "drop":
            return word[:place] + word[place + 1 :]
        if kind == "double":
            return word[:place] + word[place] + word[place:]
        if kind == "turn":
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        row = next(
            (row for row in ("йцукенгшщзх", "фывапролджэ", "ячсмитьбю") if word[place] in row), ""
        )
        if not row:
            return word[:place] + word[place + 1 :]
        at = row.index(word[place])
        return word[:place] + row[at - 1 if at else 1] + word[place + 1 :]

    # ------------------------------------------------------------------ data

    def entry(self, person: Person, style: str, told: str) -> Entry:
        """`told`: letters of what the list holds: d(ay) y(ear) a(ge) p(lace) c(ontact) g(ender)."""
        age = AGE_ON_YEAR - person.year
        place = person.place if self.rng.random() < 0.7 else person.place.translate(KEYS)
        return Entry(
            self.spell(person, style),
            {"m": "male", "f": "female"}[person.gender] if "g" in told else "",
            f"{person.year}-{person.month:02}-{person.day:02}" if "d" in told else "",
            str(person.year) if "y" in told else "",
            str(age if self.rng.random() < 0.6 else age - 1) if "a" in told else "",
            place if "p" in told else "",
            self.phone(person.phone) if "c" in told else "",
        )

    def phone(self, phone: str) -> str:
        digits = phone.replace("+7 ", "")
        return self.rng.choice([phone, f"8{digits}", f"8 ({digits[:3]}) {digits[3:]}"])

    def told(self) -> str:
        rng = self.rng
        told = rng.choices(["d", "y", "a", ""], [4, 4, 3, 1])[0]
        return told + "".join(
            letter for letter, share in (("p", 0.7), ("c", 0.4), ("g", 0.7)) if rng.random() < share
        )


def decline(surname: str, gender: str) -> str:
    return surname + "а" if gender == "f" and surname[-1] in "вн" else surname


def write_latin(word: str, letters: dict[str, str]) -> str:
    written = "".join(letters.get(sign, sign) for sign in word.lower())
    if word[0] == "Е":
        written = f"y{written}"
    return written.replace("ь", "").replace("ъ", "").capitalize()


STYLES = ["russian", "keys", "passport", "qazaq", "digits", "schwa", "slip", "capitals", "kazakh"]


def make_same(maker: Maker, rng: random.Random) -> list[tuple[str, str, Entry, Entry]]:
    pairs = []
    for at in range(190):
        person = maker.person(is_common=at % 9 == 0)
        styles = rng.choice(["kazakh", "russian", "keys"]), rng.choice(STYLES)
        told = maker.told(), maker.told()
        # Common names need more than a year: the day or the telephone.
        if at % 9 == 0:
            told = ("dpg", "dg") if at % 2 else ("ycp", "cg")
        pairs.append(
            (
                f"spelling: {styles[1]}",
                "same",
                maker.entry(person, styles[0], told[0]),
                maker.entry(person, styles[1], told[1]),
            )
        )
    for style, both in (
        ("initial", ("dpc", "dg")),
        ("initials", ("ypc", "ycp")),
        ("initials", ("dpg", "dp")),
        ("no_ending", ("dp", "dpg")),
    ) * 4:
        person = maker.person()
        pairs.append(
            (
                style,
                "same",
                maker.entry(person, "kazakh", both[0]),
                maker.entry(person, style, both[1]),
            )
        )
    for _ in range(6):
        person = maker.person()
        known = "dpc"
        wrong = replace(person, day=person.day % 28 + 1)
        pairs.append(
            (
                "a day mistyped",
                "same",
                maker.entry(person, "kazakh", known),
                maker.entry(wrong, "russian", known),
            )
        )
        wrong = replace(person, day=min(person.month, 28), month=person.day % 12 + 1)
        if person.day <= 12:
            wrong = replace(person, day=person.month, month=person.day)
            pairs.append(
                (
                    "day and month turned",
                    "same",
                    maker.entry(person, "kazakh", known),
                    maker.entry(wrong, "keys", known),
                )
            )
    return pairs


def make_different(  # noqa: C901 (a list of the ways to look alike)
    maker: Maker, rng: random.Random
) -> list[tuple[str, str, Entry, Entry]]:
    pairs = []

    def add(
        kind: str,
        first: Person,
        second: Person,
        told: tuple[str, str],
        styles: tuple[str, str] | None = None,
    ) -> None:
        styles = styles or (rng.choice(["kazakh", "russian"]), rng.choice(["keys", "russian"]))
        pairs.append(
            (
                kind,
                "different",
                maker.entry(first, styles[0], told[0]),
                maker.entry(second, styles[1], told[1]),
            )
        )

    for _ in range(22):
        one = maker.person()
        others = [name for name in maker.given[one.gender] if name != one.given]
        add("twins", one, replace(one, given=rng.choice(others)), ("dpcg", "dpcg"))
        add(
            "sister or brother",
            one,
            replace(one, given=rng.choice(others), year=one.year + rng.randint(1, 4)),
            ("ypc", "dpc"),
        )
    for _ in range(20):
        one = maker.person("m")
        one = replace(one, year=1950 + one.year % 25)
        son = replace(one, year=one.year + rng.randint(19, 38), day=rng.randint(1, 28))
        add("father and son of one name", one, son, rng.choice([("dp", "dpc"), ("ypg", "apg")]))
    for _ in range(20):
        one = maker.person()
        add(
            "one name, another year",
            one,
            replace(
                one,
                year=one.year - rng.randint(4, 20),
                day=rng.randint(1, 28),
                month=rng.randint(1, 12),
                father=rng.choice(FATHERS[maker.half]),
            ),
            rng.choice([("yg", "yp"), ("dp", "yp"), ("ap", "yp"), ("d", "dg")]),
        )
    for _ in range(16):
        gender = rng.choice("mf")
        given, near = rng.choice(NEAR[maker.half][gender])
        one = replace(maker.person(gender), given=given)
        add(
            "two names, a letter apart",
            one,
            replace(one, given=near, day=rng.randint(1, 28)),
            rng.choice([("ypg", "ypg"), ("yp", "yp"), ("dp", "yp")]),
        )
    for _ in range(14):
        one = maker.person("m")
        wife = replace(one, gender="f", given=rng.choice(maker.given["f"]), year=one.year + 2)
        add("wife and husband", one, wife, ("ypcg", "ypcg"))
        unisex = replace(one, gender="f", year=one.year)
        add("Калиев and Калиева of one given name", one, unisex, ("yg", "yg"))
    for _ in range(14):
        one = maker.person()
        father = rng.choice([name for name in FATHERS[maker.half] if name != one.father])
        other = replace(
            one,
            father=father,
            day=rng.randint(1, 28),
            month=rng.randint(1, 12),
            year=one.year + rng.choice([0, 1]),
        )
        first, second = (
            maker.entry(who, "kazakh", told) for who, told in ((one, "yp"), (other, "dp"))
        )
        first = replace(
            first,
            name=f"{decline(one.surname, one.gender)} {one.given} " + maker.patronymic(one, False),
        )
        second = replace(
            second,
            name=f"{decline(one.surname, one.gender)} {one.given} " + maker.patronymic(other, True),
        )
        pairs.append(("another father", "different", first, second))
    for _ in range(16):
        one = maker.person()
        other = replace(maker.person(one.gender), given=one.given, year=one.year, place=one.place)
        if other.surname != one.surname:
            add("another surname", one, other, ("yp", "ypg"))
    for _ in range(14):
        one = maker.person(is_common=True)
        other = replace(
            one,
            day=one.day % 28 + 1 + (one.day < 14) * 10,
            month=one.month % 12 + 1,
            phone=maker.person().phone,
            place=maker.person().place,
        )
        add("one common name, other days of a year", one, other, ("dp", "dpc"))
    for _ in range(12):
        one, other = maker.person("f"), maker.person("f")
        first, second = (
            maker.entry(one, "initial", "yp"),
            maker.entry(replace(other, surname=one.surname), "kazakh", "yp"),
        )
        pairs.append(("an initial and another woman", "different", first, second))
    for _ in range(20):
        add("strangers", maker.person(), maker.person(), (maker.told(), maker.told()))
    return pairs


def make_unclear(maker: Maker, rng: random.Random) -> list[tuple[str, str, Entry, Entry]]:
    pairs = []
    for _ in range(15):
        one = maker.person(is_common=True)
        told = rng.choice([("", ""), ("g", "g"), ("d", ""), ("", "yg")])
        # A father's name would be something else.
        name = f"{decline(one.surname, one.gender)} {one.given}"
        pairs.append(
            (
                "a common name and nothing else",
                "unclear",
                replace(maker.entry(one, "kazakh", told[0]), name=name),
                replace(maker.entry(one, "keys", told[1]), name=name.translate(KEYS)),
            )
        )
    for _ in range(5):
        one = maker.person()
        pairs.append(
            (
                "an initial and nothing else",
                "unclear",
                maker.entry(one, "kazakh", "g"),
                maker.entry(one, "initial", ""),
            )
        )
    return pairs


def main() -> None:
    rows = []
    for half, seed in (("tune", 20240710), ("held_out", 20261121)):
        rng = random.Random(seed)  # noqa: S311 (nothing secret)
        maker = Maker(half, rng)
        for make in (make_same, make_different, make_unclear):
            for kind, verdict, first, second in make(maker, rng):
                sides = [
                    getattr(entry, column.partition("_")[2])
                    for entry, side in ((first, "a"), (second, "b"))
                    for column in COLUMNS
                    if column.startswith(f"{side}_")
                ]
                rows.append([half, verdict, kind, *sides])
    with (DATA / "name_pairs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
