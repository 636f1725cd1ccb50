"""Reads a form's file as a form: every key, name, limit and condition checked. One reading."""

import sys
from pathlib import Path

from repeating import take

from grantee_app.form.catalogue import read_application_form

path = Path(sys.argv[1])
print("seconds", take(lambda: read_application_form(path)))
print("fields", len(read_application_form(path).by_key))
