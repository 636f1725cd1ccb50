"""Hyphenates every word of a list once, by pyphen's Russian patterns; reports its time without
start-up. The argument is the list, one word a line.
"""

import sys
import time
from pathlib import Path

from pyphen import Pyphen

words = Path(sys.argv[1]).read_text(encoding="utf-8").split()
patterns = Pyphen(lang="ru_RU", left=2, right=2)
patterns.inserted("планирование", "\u00ad")
started_at = time.perf_counter()
for word in words:
    patterns.inserted(word, "\u00ad")
print("seconds", time.perf_counter() - started_at)
print("words", len(words))
