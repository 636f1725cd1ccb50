"""Every kind of bad project file, with the sentence a person gets for it in both languages.

`GOOD` is a file that is taken; a bad one is made from it by one replacement.
"""

from typing import NamedTuple

NAME = "жоба файлы.json"
GOOD = """\
{
  "format": "bastama-project",
  "schema_version": 1,
  "organization": {
    "name": {"kk": "«Бастау» ҚБ", "ru": "ОО «Бастау»"},
    "bin": "140340999996"
  },
  "project": {
    "title": {"kk": "Кітапхана", "ru": "Библиотека"},
    "starts_on": "2024-06-01",
    "grant": {
      "kind": "short",
      "amount": 3000000,
      "currency": "KZT"
    },
    "tasks": [
      {
        "title": {"kk": "Бірінші"}
      },
      {
        "id": "t2",
        "title": {"kk": "Екінші"},
        "is_contractual": false,
        "activities": [
          {
            "id": "a1",
            "title": {"kk": "Кештер"},
            "indicators": [
              {
                "title": {"kk": "Көрсеткіш"},
                "plan": {"target": 2, "events": 1}
              }
            ],
            "held": [
              {
                "starts_on": "2024-07-10",
                "participants": {"total": 24, "gender": {"male": 9, "female": 15}},
                "evidence": [{"id": "e1", "kind": "photo"}, {"id": "e2", "kind": "video"}]
              }
            ]
          }
        ]
      }
    ],
    "answers": [
      {"form": "f", "version": "1", "path": "p", "language": "kk", "value": "x"},
      {"form": "f", "version": "1", "path": "p", "language": "ru", "value": "x"}
    ]
  }
}
"""


class BadFile(NamedTuple):
    """What is replaced in GOOD by what, and what is said of it after the name of the file."""

    old: str
    new: str
    kk: str
    ru: str


HELD = "project → tasks → 2 → activities → 1 → held → 1"
PLAN = "project → tasks → 2 → activities → 1 → indicators → 1 → plan"

BAD_FILES = {
    "comma too many": BadFile(
        '"amount": 3000000,\n      "currency": "KZT"',
        '"amount": 3000000,',
        ", 14-жол: жабатын жақшаның алдында артық үтір тұр; оны өшіріңіз.",
        ", строка 14: перед закрывающей скобкой стоит лишняя запятая; удалите её.",
    ),
    "comma missing": BadFile(
        '"kind": "short",',
        '"kind": "short"',
        ", 13-жол: мұнда үтір не жақша жетіспейді немесе санның ішінде бос орын бар.",
        ", строка 13: здесь не хватает запятой или скобки, либо внутри числа есть пробел.",
    ),
    "space in a number": BadFile(
        "3000000",
        "3 000 000",
        ", 13-жол: мұнда үтір не жақша жетіспейді немесе санның ішінде бос орын бар.",
        ", строка 13: здесь не хватает запятой или скобки, либо внутри числа есть пробел.",
    ),
    "breaks off": BadFile(
        GOOD[GOOD.index('      "currency"') :],
        "",
        ", 14-жол: файл осы жерден үзілген; оны қайта көшіріңіз немесе қайта экспорттаңыз.",
        ", строка 14: файл здесь обрывается; скопируйте или экспортируйте его заново.",
    ),
    "something after the end": BadFile(
        GOOD[-5:],
        GOOD[-5:] + "}\n",
        ", 51-жол: жоба аяқталғаннан кейін артық жазу тұр; оны өшіріңіз.",
        ", строка 51: после конца проекта стоит что-то лишнее; удалите это.",
    ),
    "colon missing": BadFile(
        '"bin": "1',
        '"bin" "1',
        ", 6-жол: өріс атауынан кейін қос нүкте жоқ; оны қосыңыз.",
        ", строка 6: после имени поля нет двоеточия; добавьте его.",
    ),
    "curly quotation marks": BadFile(
        '"bin":',
        "“bin”:",
        ', 6-жол: өрістің атауы тік тырнақшада (") тұруы керек.',
        ', строка 6: имя поля должно стоять в прямых кавычках (").',
    ),
    "no quotation marks": BadFile(
        '"KZT"',
        "теңге",
        ", 14-жол: бұл дұрыс JSON емес; тырнақшаның, үтірдің не жақшаның жетіспейтін жерін "
        "қараңыз.",
        ", строка 14: это не JSON; проверьте, не пропущена ли кавычка, запятая или скобка.",
    ),
    "text over two lines": BadFile(
        "«Бастау» ҚБ",
        "«Бастау»\nҚБ",
        ", 6-жол: мәтін келесі жолға өтіп кеткен; мәтін ішінде жаңа жол басталатын жерге "
        "\\n жазыңыз.",
        ", строка 6: текст переходит на следующую строку файла; там, где в нём начинается новая "
        "строка, напишите \\n.",
    ),
    "single backslash": BadFile(
        "140340999996",
        "C:\\Жоба",
        ", 6-жол: мәтінде жалғыз кері қиғаш сызық (\\) тұр; оны екі рет жазыңыз.",
        ", строка 6: в тексте стоит одна обратная косая черта (\\); напишите её дважды.",
    ),
    "lone surrogate": BadFile(
        "140340999996",
        "\\ud83d",
        ", 6-жол: мәтінде таңбаның жартысы ғана тұр; оны қайта теріңіз.",
        ", строка 6: в тексте стоит лишь половина знака; наберите его заново.",
    ),
    "brackets in brackets": BadFile(
        '"140340999996"',
        "[" * 100_000,
        ", 6-жол: жақшалар бір-бірінің ішіне тым көп салынған; жоба файлы мұндай болмайды.",
        ", строка 6: скобки вложены друг в друга слишком много раз; файл проекта таким не бывает.",
    ),
    "number without end": BadFile(
        "3000000",
        "9" * 5000,
        ", 13-жол: сан тым ұзын; оны түзетіңіз.",
        ", строка 13: число слишком длинное; исправьте его.",
    ),
    "number with a letter": BadFile(
        "3000000",
        "30e",
        ", 13-жол: сан тек цифрмен жазылмаған; оны түзетіңіз.",
        ", строка 13: число записано не цифрами; исправьте его.",
    ),
    "other format": BadFile(
        "bastama-project",
        "another",
        " Бастаманың жоба файлы емес: басқасын таңдаңыз.",
        " не является файлом проекта Бастамы: выберите другой.",
    ),
    "no format": BadFile(
        '"format": "bastama-project",',
        "",
        " Бастаманың жоба файлы емес: басқасын таңдаңыз.",
        " не является файлом проекта Бастамы: выберите другой.",
    ),
    "nothing in it": BadFile(GOOD, " \n\n", " бос: басқасын таңдаңыз.", " пуст: выберите другой."),
    "no JSON": BadFile(
        GOOD,
        "PK\x03\x04",
        " Бастаманың жоба файлы емес: басқасын таңдаңыз.",
        " не является файлом проекта Бастамы: выберите другой.",
    ),
    "a list": BadFile(
        GOOD,
        "[]",
        " Бастаманың жоба файлы емес: басқасын таңдаңыз.",
        " не является файлом проекта Бастамы: выберите другой.",
    ),
    "newer version": BadFile(
        '"schema_version": 1',
        '"schema_version": 2, "new": 3',
        " жаңарақ Бастама жазған (schema_version 2): оны оқу үшін Бастаманы жаңартыңыз.",
        " записан более новой Бастамой (schema_version 2): чтобы прочитать его, обновите Бастаму.",
    ),
    "older version": BadFile(
        '"schema_version": 1',
        '"schema_version": 0',
        " нұсқасы белгісіз: schema_version мәні 1 болуы керек.",
        ": его schema_version должна быть равна 1.",
    ),
    "version as a word": BadFile(
        '"schema_version": 1',
        '"schema_version": "1"',
        " нұсқасы белгісіз: schema_version мәні 1 болуы керек.",
        ": его schema_version должна быть равна 1.",
    ),
    "missing key": BadFile(
        '"title": {"kk": "Екінші"},',
        "",
        ", 20-жол, project → tasks → 2 → title: бұл өріс файлда болуы керек; оны қосыңыз.",
        ", строка 20, project → tasks → 2 → title: это поле должно быть в файле; добавьте его.",
    ),
    "unknown key": BadFile(
        '"currency"',
        '"curency"',
        ", 14-жол, project → grant → curency: мұнда бұлай аталатын өріс жоқ; атауын түзетіңіз "
        "немесе өрісті өшіріңіз.",
        ", строка 14, project → grant → curency: поля с таким именем здесь нет; исправьте имя или "
        "удалите поле.",
    ),
    "key twice": BadFile(
        '"is_contractual": false,',
        '"is_contractual": false,\n        "title": {"kk": "Тағы"},',
        ", 24-жол: title өрісі бір топта екі рет тұр; біреуін өшіріңіз.",
        ", строка 24: поле title стоит в одной группе дважды; удалите одно из них.",
    ),
    "impossible date": BadFile(
        '"starts_on": "2024-07-10"',
        '"starts_on": "2024-02-30"',
        f', 36-жол, {HELD} → starts_on: "2024-02-30" жарамды күн емес; күнді 2024-07-10 түрінде '
        "жазыңыз.",
        f', строка 36, {HELD} → starts_on: "2024-02-30" не дата; запишите существующий день в '
        "виде 2024-07-10.",
    ),
    "date as people write it": BadFile(
        '"starts_on": "2024-07-10"',
        '"starts_on": "10.07.2024"',
        f', 36-жол, {HELD} → starts_on: "10.07.2024" жарамды күн емес; күнді 2024-07-10 түрінде '
        "жазыңыз.",
        f', строка 36, {HELD} → starts_on: "10.07.2024" не дата; запишите существующий день в '
        "виде 2024-07-10.",
    ),
    "date as a number": BadFile(
        '"2024-06-01"',
        "20240601",
        ", 10-жол, project → starts_on: 20240601 жарамды күн емес; "
        "күнді 2024-07-10 түрінде жазыңыз.",
        ", строка 10, project → starts_on: 20240601 не дата; запишите существующий день в виде "
        "2024-07-10.",
    ),
    "date as digits": BadFile(
        '"2024-06-01"',
        '"86400"',
        ", 10-жол: күн 2024-07-10 түрінде жазылмаған; оны түзетіңіз.",
        ", строка 10: дата записана не в виде 2024-07-10; исправьте её.",
    ),
    "number as a word": BadFile(
        "3000000",
        '"үш миллион"',
        ', 13-жол, project → grant → amount: "үш миллион" сан емес; оны цифрмен, тырнақшасыз '
        "жазыңыз.",
        ', строка 13, project → grant → amount: "үш миллион" не число; запишите его цифрами, без '
        "кавычек.",
    ),
    "number in quotation marks": BadFile(
        '"total": 24',
        '"total": "24"',
        f', 37-жол, {HELD} → participants → total: "24" сан емес; оны цифрмен, тырнақшасыз '
        "жазыңыз.",
        f', строка 37, {HELD} → participants → total: "24" не число; запишите его цифрами, без '
        "кавычек.",
    ),
    "number of either kind as a word": BadFile(
        '"target": 2',
        '"target": "екі"',
        f', 31-жол, {PLAN} → target: "екі" сан емес; оны цифрмен, тырнақшасыз жазыңыз.',
        f', строка 31, {PLAN} → target: "екі" не число; запишите его цифрами, без кавычек.',
    ),
    "half a person": BadFile(
        '"total": 24',
        '"total": 24.5',
        f", 37-жол, {HELD} → participants → total: 24.5 бүтін сан емес; оны түзетіңіз.",
        f", строка 37, {HELD} → participants → total: 24.5 не целое число; исправьте его.",
    ),
    "negative number": BadFile(
        '"male": 9',
        '"male": -9',
        f", 37-жол, {HELD} → participants → gender → male: -9 тым кіші; мұндағы ең кіші сан: 0.",
        f", строка 37, {HELD} → participants → gender → male: -9 слишком мало; наименьшее число "
        "здесь: 0.",
    ),
    "negative plan": BadFile(
        '"events": 1',
        '"events": -1',
        f", 31-жол, {PLAN} → events: -1 нөлден кіші; санды түзетіңіз.",
        f", строка 31, {PLAN} → events: -1 меньше нуля; исправьте число.",
    ),
    "number beyond the limit": BadFile(
        "3000000",
        "1000000000000001",
        ", 13-жол, project → grant → amount: 1000000000000001 тым үлкен; мұндағы ең үлкен сан: "
        "1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000.",
        ", строка 13, project → grant → amount: 1000000000000001 слишком большое; наибольшее "
        "число здесь: 1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000.",
    ),
    "number beyond the database": BadFile(
        '"events": 1',
        '"events": ' + "9" * 60,
        f", 31-жол, {PLAN} → events: … тым үлкен; мұндағы ең үлкен сан: "
        "1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000.",
        f", строка 31, {PLAN} → events: … слишком большое; наибольшее число здесь: "
        "1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000.",
    ),
    "NaN": BadFile(
        '"target": 2',
        '"target": NaN',
        f", 31-жол, {PLAN} → target: nan сақтауға болатын сан емес; оны түзетіңіз.",
        f", строка 31, {PLAN} → target: nan не число, которое можно сохранить; исправьте его.",
    ),
    "Infinity": BadFile(
        "3000000",
        "Infinity",
        ", 13-жол, project → grant → amount: inf сақтауға болатын сан емес; оны түзетіңіз.",
        ", строка 13, project → grant → amount: inf не число, которое можно сохранить; исправьте "
        "его.",
    ),
    "yes as a number": BadFile(
        '"is_contractual": false',
        '"is_contractual": 0',
        ", 23-жол, project → tasks → 2 → is_contractual: мұнда тырнақшасыз true немесе false "
        "тұруы керек.",
        ", строка 23, project → tasks → 2 → is_contractual: здесь должно стоять true или false "
        "без кавычек.",
    ),
    "text as a number": BadFile(
        '"140340999996"',
        "140340999996",
        ", 6-жол, organization → bin: мұнда тырнақшадағы мәтін тұруы керек.",
        ", строка 6, organization → bin: здесь должен стоять текст в кавычках.",
    ),
    "text instead of two": BadFile(
        '{"kk": "Екінші"}',
        '"Екінші"',
        ", 22-жол, project → tasks → 2 → title: мұнда ирек жақшадағы өрістер тобы тұруы керек.",
        ", строка 22, project → tasks → 2 → title: здесь должна стоять группа полей в фигурных "
        "скобках.",
    ),
    "group instead of a list": BadFile(
        '[{"id": "e1", "kind": "photo"}, {"id": "e2", "kind": "video"}]',
        '{"kind": "photo"}',
        f", 38-жол, {HELD} → evidence: мұнда шаршы жақшадағы тізім тұруы керек.",
        f", строка 38, {HELD} → evidence: здесь должен стоять список в квадратных скобках.",
    ),
    "unknown word of few": BadFile(
        '"short"',
        '"қысқа"',
        ', 12-жол, project → grant → kind: "қысқа" мұнда белгісіз; мыналардың бірін жазыңыз: '
        '"short", "medium", "long", "small", "private".',
        ', строка 12, project → grant → kind: "қысқа" здесь неизвестно; напишите одно из этих '
        'слов: "short", "medium", "long", "small", "private".',
    ),
    "unknown word of many": BadFile(
        '"photo"',
        '"сурет"',
        f', 38-жол, {HELD} → evidence → 1 → kind: "сурет" мұнда белгісіз; белгілі сөздерді bastama '
        "schema көрсетеді.",
        f', строка 38, {HELD} → evidence → 1 → kind: "сурет" здесь неизвестно; известные слова '
        "перечисляет bastama schema.",
    ),
    "currency in words": BadFile(
        '"KZT"',
        '"теңге"',
        ', 14-жол, project → grant → currency: "теңге" валюта емес; KZT сияқты үш әріп жазыңыз.',
        ', строка 14, project → grant → currency: "теңге" не валюта; напишите три буквы, '
        "например KZT.",
    ),
    "empty id": BadFile(
        '"id": "t2"',
        '"id": ""',
        ", 21-жол, project → tasks → 2 → id: бұл мәтін бос болмауы керек.",
        ", строка 21, project → tasks → 2 → id: этот текст не может быть пустым.",
    ),
    "long id": BadFile(
        '"id": "t2"',
        f'"id": "{"t" * 65}"',
        ", 21-жол, project → tasks → 2 → id: бұл мәтін тым ұзын; мұнда ең көбі 64 таңба сыяды.",
        ", строка 21, project → tasks → 2 → id: этот текст слишком длинный; знаков здесь может "
        "быть не более 64.",
    ),
    "id twice": BadFile(
        '"id": "e2"',
        '"id": "e1"',
        f', 38-жол, {HELD} → evidence → 2 → id: "e1" идентификаторы мына жерде бар: {HELD} → '
        "evidence → 1 → id; басқасын жазыңыз немесе бұл жолды өшіріңіз.",
        f', строка 38, {HELD} → evidence → 2 → id: идентификатор "e1" уже стоит здесь: {HELD} → '
        "evidence → 1 → id; напишите другой или удалите эту строку.",
    ),
    "reference to nothing": BadFile(
        '"id": "a1",',
        '"id": "a1", "responsible_id": "t2",',
        ", 26-жол, project → tasks → 2 → activities → 1 → responsible_id: бұл файлдың "
        '«staff» тізімінде "t2" жоқ; сонда тұрған id немесе null жазыңыз.',
        ", строка 26, project → tasks → 2 → activities → 1 → responsible_id: "
        'в списке «staff» этого файла нет "t2"; напишите id из этого списка или null.',
    ),
    "expense of no line": BadFile(
        '"answers": [',
        '"expenses": [{"kind": "tax", "budget_line_id": "e1"}], "answers": [',
        ", 45-жол, project → expenses → 1 → budget_line_id: бұл файлдың «budget_lines» "
        'тізімінде "e1" жоқ; сонда тұрған id немесе null жазыңыз.',
        ", строка 45, project → expenses → 1 → budget_line_id: в списке «budget_lines» "
        'этого файла нет "e1"; напишите id из этого списка или null.',
    ),
    "month by another day": BadFile(
        '"answers": [',
        '"expenses": [{"kind": "tax", "month": "2024-07-31"}], "answers": [',
        ', 45-жол, project → expenses → 1 → month: "2024-07-31" – айдың бірінші күні '
        'емес; "2024-07-01" деп жазыңыз.',
        ', строка 45, project → expenses → 1 → month: "2024-07-31" – не первый день '
        'месяца; напишите "2024-07-01".',
    ),
    "month in digits": BadFile(
        '"answers": [',
        '"expenses": [{"kind": "tax", "month": "1719792000"}], "answers": [',
        ", 45-жол: күн 2024-07-10 түрінде жазылмаған; оны түзетіңіз.",
        ", строка 45: дата записана не в виде 2024-07-10; исправьте её.",
    ),
    "answer twice": BadFile(
        '"language": "ru"',
        '"language": "kk"',
        ", 47-жол, project → answers → 2: дәл осы жауап мына жерде бар: project → answers → 1; "
        "біреуін өшіріңіз.",
        ", строка 47, project → answers → 2: такой же ответ уже стоит здесь: project → answers → "
        "1; удалите один из них.",
    ),
    "NUL": BadFile(
        "Екінші",
        "Екі\\u0000нші",
        ", 22-жол, project → tasks → 2 → title → kk: мәтінде көрінбейтін таңба (\\u0000) бар; оны "
        "өшіріңіз.",
        ", строка 22, project → tasks → 2 → title → kk: в тексте есть невидимый знак (\\u0000); "
        "удалите его.",
    ),
    "NUL in a name": BadFile(
        '"male"',
        '"ma\\u0000le"',
        f", 37-жол, {HELD} → participants → gender → ma\0le: мәтінде көрінбейтін таңба (\\u0000) "
        "бар; оны өшіріңіз.",
        f", строка 37, {HELD} → participants → gender → ma\0le: в тексте есть невидимый знак "
        "(\\u0000); удалите его.",
    ),
    "many mistakes": BadFile(
        '"tasks": [',
        '"tasks": [' + "{}," * 10_001,
        " шегінен асады: бұл Бастаманың жоба файлы емес.",
        " ошибок: это не файл проекта Бастамы.",
    ),
    "many rows": BadFile(
        '"tasks": [',
        '"tasks": [' + "{}," * 200_000,
        " мәннен көп: бір жоба мұндай үлкен болмайды, файл қалай жазылғанын тексеріңіз.",
        " значений: один проект таким большим не бывает, проверьте, как файл был записан.",
    ),
}
