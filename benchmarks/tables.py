"""Results as tables of text: Markdown, which reads as well on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from suite import Benchmark, Results
from timing import Measured, compare

VERDICTS = {True: "kept", False: "missed", None: "not measured here"}


def write_results(benchmark: Benchmark, results: Results) -> str:
    """Return the title, the table and the verdicts of one benchmark."""
    parts = [f"## {benchmark.title}", benchmark.about, _write_table(benchmark, results)]
    if benchmark.goals:
        parts.append("\n".join(_write_goals(benchmark, results)))
    return "\n\n".join(parts)


def write_checks(lines: Sequence[dict[str, int]]) -> str:
    """Return what was found in the PDFs that were read back."""
    told, printers = lines[0]["told"], lines[1:]
    rows = [
        [
            str(line["printer"]),
            str(line["pages"]),
            f"{line['words']:,}".replace(",", " "),
            str(line["missing"]),
            str(line["kilobytes"]),
        ]
        for line in printers
    ]
    head = ["", "pages", "words found", "of the text's words not found whole", "KB"]
    return (
        f"Read back by pdfium. The text has {told:,} words; heads told again on every page, and "
        "our own table's names told again overleaf, come on top. A word not found whole is one "
        "whose syllables stand on two pages.\n\n".replace(",", " ", 1)
        + _write_rows(head, rows)
    )


def _write_table(benchmark: Benchmark, results: Results) -> str:
    head = ["", f"median, {benchmark.unit}", "min – max", "runs", "CPU, s", "peak MB", "ours ÷ it"]
    head += [heading for heading, _ in benchmark.columns]
    rows = [_write_row(benchmark, entry, results[0]) for entry in results]
    return _write_rows(head, rows)


def _write_row(benchmark: Benchmark, entry: Measured, ours: Measured) -> list[str]:
    if not entry.runs:
        return [entry.contender.name, "does not start here", *[""] * (5 + len(benchmark.columns))]
    scale, digits = (1000, 1) if benchmark.unit == "ms" else (1, 3)
    megabytes = entry.peak_megabytes
    quotient = None if entry is ours else compare(ours, entry)
    return [
        entry.contender.name,
        f"{entry.seconds * scale:.{digits}f}",
        f"{entry.fastest * scale:.{digits}f} – {entry.slowest * scale:.{digits}f}",
        str(len(entry.runs)),
        "" if entry.cpu is None else f"{entry.cpu:.2f}",
        "" if megabytes is None else f"{megabytes:.0f}",
        "" if quotient is None else f"{quotient:.2f}",
        *[_write_column(entry, name) for _, name in benchmark.columns],
    ]


def _write_column(entry: Measured, name: str) -> str:
    if name == "words per second":
        words = entry.reported("words")
        return "" if words is None else f"{words / entry.seconds:,.0f}".replace(",", " ")
    value = entry.reported(name)
    if value is None:
        return ""
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def _write_goals(benchmark: Benchmark, results: Results) -> list[str]:
    lines = []
    for goal in benchmark.goals:
        value = goal.measure(results)
        shown = "" if value is None else f" ({value:.2f} {goal.unit})"
        lines.append(f"- {goal.promise}: **{VERDICTS[goal.is_kept(results)]}**{shown}")
    return lines


def _write_rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def write(cells: Sequence[str]) -> str:
        padded = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return f"| {' | '.join(padded)} |"

    rule = [
        "-" * width if column == 0 else "-" * (width - 1) + ":"
        for column, width in enumerate(widths)
    ]
    return "\n".join([write(head), f"| {' | '.join(rule)} |", *map(write, rows)])
