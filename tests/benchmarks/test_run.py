"""Tables measured alone take the place of their own and leave the others as they are."""

KNOWN = """# Benchmarks

Head.

- 2026-01-01

## One

About one.

| a |
| - |

## Two

About two.
"""


def test_a_table_measured_alone_replaces_its_own():
    from run import replace_parts

    page = replace_parts(KNOWN, ["## Two\n\nAbout two, anew."], "Measured alone.")
    assert page.startswith("# Benchmarks\n\nHead.\n\n- 2026-01-01\n\n## One\n\nAbout one.")
    assert page.endswith("\n\n## Two\n\nMeasured alone. About two, anew.\n")
    assert page.count("## Two") == 1


def test_a_new_table_comes_last():
    from run import replace_parts

    page = replace_parts(KNOWN, ["## Three\n\nAbout three."], "Measured alone.")
    assert page.endswith("## Two\n\nAbout two.\n\n## Three\n\nMeasured alone. About three.\n")


def test_measuring_again_says_once_when():
    from run import replace_parts

    page = KNOWN
    for day in ("first", "second"):
        page = replace_parts(page, ["## One\n\nAbout one."], f"On the {day} day.")
    assert page.count("On the") == 1
    assert "On the second day. About one." in page
