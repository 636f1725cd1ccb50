"""Hyphenates every word of a list once, by our own `hyphenate`; reports its time without start-up.

Arguments: the list, one word a line, and the language.
"""

import sys
import time
from pathlib import Path

from grantee_app.language.hyphenation import hyphenate

words = Path(sys.argv[1]).read_text(encoding="utf-8").split()
hyphenate("жоспарлау планирование", sys.argv[2])  # type: ignore[arg-type]  # loads the patterns
started_at = time.perf_counter()
for word in words:
    hyphenate(word, sys.argv[2])  # type: ignore[arg-type]
print("seconds", time.perf_counter() - started_at)
print("words", len(words))
