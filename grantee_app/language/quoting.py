"""Quotation marks: « » around, „ “ inside, as both languages write them."""

from __future__ import annotations

from typing import Final

_INNER: Final = str.maketrans({"«": "„", "»": "“"})


def quote(text: str) -> str:
    """Return the text in quotation marks; marks of its own become the inner ones."""
    return f"«{text.translate(_INNER)}»"
