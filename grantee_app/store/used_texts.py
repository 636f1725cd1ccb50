"""What was written before in a column: names and places to offer while somebody types.

The commonest come first. Whose they are does not matter: a village is spelled alike in all
projects of a workspace.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from sqlite_utils import Database

from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode
from grantee_app.store.texts import RecordPlace, text_column

# Offers are for eyes: nobody looks through more.
MOST_USED: Final = 2000


def list_used_texts(db: Database, table: str, column: str, language: LanguageCode) -> list[str]:
    """Return the texts of a column, each spelling that people take for the same once.

    ValueError when the table has no such text.
    """
    name = text_column(RecordPlace(table, "", column), language)
    rows = db.execute(
        f"SELECT trim({name}), count(*) FROM \"{table}\" WHERE trim({name}) <> '' "
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_USED}"
    ).fetchall()
    counts: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    for text, count in rows:
        folded = fold_text(text)
        spellings.setdefault(folded, str(text))
        counts[folded] += count
    return [spellings[folded] for folded, _ in counts.most_common()]
