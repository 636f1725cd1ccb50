"""WeasyPrint prints a page that was written beforehand; its style names the faces."""

import sys

from weasyprint import HTML

source, target = sys.argv[1:]
HTML(filename=source).write_pdf(target)
