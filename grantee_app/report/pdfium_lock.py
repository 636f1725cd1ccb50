"""The one lock around PDFium, which is not safe for threads: previews and assembling share it."""

from __future__ import annotations

import threading
from typing import Final

PDFIUM: Final = threading.Lock()
