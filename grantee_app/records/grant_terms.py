"""Kinds of grants and currencies, as a grant and an application for it name them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

GrantKind = Literal["short", "medium", "long", "small", "private"]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
