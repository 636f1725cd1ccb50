"""Numbers and sums as a Kazakh or a Russian document writes them.

Digits grouped by a no-break space, a decimal comma, sums spelled out in words. Knows nothing of
where a number comes from.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, TypeAlias

from .message import LanguageCode

NBSP: Final = "\u00a0"
Currency: TypeAlias = Literal["KZT", "USD", "EUR"]


def group_digits(value: int | Decimal) -> str:
    """«7 000 000», «-1 250,5»: groups of three parted by a no-break space, a decimal comma."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,d}"
