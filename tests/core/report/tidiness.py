"""What a careful typist never does, looked for on every page of a PDF that was read back."""

from __future__ import annotations

from collections.abc import Iterator

from tests.core.report.reading import Page, Paper, Rule, Run

# Margins in points: 20 mm where sheets are stitched, 15 mm elsewhere, a little more at the foot.
STITCHED, MARGIN, FOOT = 57.0, 42.5, 48.0
SLACK = 0.6
BODY_SIZE = 12.0


def find_flaws(paper: Paper) -> list[str]:
    """Return a sentence for everything that stands where it should not."""
    found: list[str] = []
    for number, page in enumerate(paper.pages, start=1):
        flaws = [*_outside(page), *_crossing(page)]
        if number < len(paper.pages):
            flaws += _orphans(page)
        found += [f"page {number}: {flaw}" for flaw in flaws]
    return found


def _outside(page: Page) -> Iterator[str]:
    is_landscape = page.width > page.height
    left, top = (MARGIN, STITCHED) if is_landscape else (STITCHED, MARGIN)
    for run in page.body:
        # An italic letter leans a little out of its own place.
        inside = (
            left - 2 < run.left
            and run.right < page.width - MARGIN + 2
            and run.bottom > FOOT - 4
            and run.top < page.height - top + 2
        )
        if not inside:
            yield f"{run.text!r} stands outside the frame"
    for rule in page.rules:
        if min(rule.x1, rule.x2) < left - 1 or max(rule.x1, rule.x2) > page.width - MARGIN + 1:
            yield f"a rule at {rule} leaves the frame"


def _crossing(page: Page) -> Iterator[str]:
    for run in page.body:
        for rule in page.upright_rules:
            if _is_struck_upright(run, rule):
                yield f"{run.text!r} crosses the rule at {rule.x1:.0f}"
        for rule in page.level_rules:
            if _is_struck_level(run, rule):
                yield f"{run.text!r} stands on the rule at {rule.y1:.0f}"


def _is_struck_upright(run: Run, rule: Rule) -> bool:
    low, high = sorted((rule.y1, rule.y2))
    beside = run.top > low + SLACK and run.bottom < high - SLACK
    return beside and run.left < rule.x1 - SLACK and run.right > rule.x1 + SLACK


def _is_struck_level(run: Run, rule: Rule) -> bool:
    start, end = sorted((rule.x1, rule.x2))
    over = run.right > start + SLACK and run.left < end - SLACK
    return over and run.bottom < rule.y1 - SLACK and run.top > rule.y1 + SLACK


def _orphans(page: Page) -> Iterator[str]:
    if not page.body:
        yield "nothing stands on the page"
        return
    last = min(page.body, key=lambda run: (round(run.baseline), -run.left))
    lowest_rule = min((rule.y1 for rule in page.level_rules), default=1_000.0)
    if "Bold" in last.face and last.size >= BODY_SIZE and lowest_rule > last.baseline:
        yield f"the heading {last.text!r} stands alone at the foot"
    if _ends_in_head(page):
        yield "the head of a table stands alone at the foot"


def _ends_in_head(page: Page) -> bool:
    """Tell whether the lowest row of the lowest table holds bold words alone.

    A row of sums does too, but has another row above it in its own table.
    """
    levels = sorted({round(rule.y1, 1) for rule in page.level_rules})
    below = [run for run in page.body if levels and run.top < levels[0]]
    if len(levels) < 2 or below:
        return False
    if len(levels) > 2 and _is_inside_a_table(page, (levels[1] + levels[2]) / 2):
        return False
    row = [run for run in page.body if levels[0] < run.baseline < levels[1]]
    words = [run for run in row if run.text.strip()]
    return len(words) > 1 and all("Bold" in run.face for run in words)


def _is_inside_a_table(page: Page, height: float) -> bool:
    return any(
        min(rule.y1, rule.y2) < height < max(rule.y1, rule.y2) for rule in page.upright_rules
    )
