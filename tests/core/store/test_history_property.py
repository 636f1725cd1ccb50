"""Any sequence of edits undone is the start, redone is the end."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from grantee_app.store.history.triggers import install_triggers
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace import Workspace
from tests.core.store.history_data import dump_tables, make_project

LANGUAGES = st.sampled_from(["kk", "ru"])
NUMBERS = st.integers(0, 3)
LOOSE = st.one_of(
    st.sampled_from([None, 0, 0.0, 1, 1.0, "1"]), st.floats(-1, 1), st.text("аb", max_size=2)
)
TINKERING = (
    "INSERT OR IGNORE INTO loose VALUES ('a', :value, NULL, NULL)",
    "UPDATE loose SET value = :value WHERE id = 'a'",
    "UPDATE OR IGNORE loose SET place = :place WHERE id = 'a'",
    "DELETE FROM loose WHERE id = 'a'",
)


class Editing(RuleBasedStateMachine):
    """Edits of all kinds against a plain list of the states they led to."""

    def __init__(self) -> None:
        super().__init__()
        self.workspace = Workspace.in_memory()
        self.db = self.workspace.db
        # What an import cannot make: a parent that is let go, values of any type, unique pairs.
        self.db.execute(
            "CREATE TABLE loose (id TEXT PRIMARY KEY, value ANY, place INTEGER UNIQUE, "
            "parent TEXT REFERENCES loose(id) ON DELETE SET NULL) STRICT"
        )
        install_triggers(self.db)
        self.done = [dump_tables(self.db)]
        self.undone: list[dict] = []
        self.typing: object = None

    def teardown(self) -> None:
        """Undo everything, redo everything."""
        end, steps = self.done[-1], len(self.done) - 1
        for _ in range(steps):
            assert self.workspace.undo() is not None
        assert dump_tables(self.db) == self.done[0]
        assert self.workspace.undo() is None
        for _ in range(steps):
            assert self.workspace.redo() is not None
        assert dump_tables(self.db) == end
        self.workspace.close()

    def note(self, typing: object = None) -> None:
        now = dump_tables(self.db)
        if now == self.done[-1]:
            return
        if typing is not None and typing == self.typing:
            self.done[-1] = now
        else:
            self.done.append(now)
            self.undone.clear()
        self.typing = typing

    @rule(number=NUMBERS, tasks=st.integers(0, 3))
    def bring_in(self, number: int, tasks: int) -> None:
        self.workspace.save_project(make_project(number, tasks), replace=True)
        self.note_always()

    @rule(number=NUMBERS)
    def delete_project(self, number: int) -> None:
        with self.workspace.change("Project deleted"):
            self.db.execute("DELETE FROM project WHERE id = ?", [f"project-{number}"])
        self.note()

    @rule(number=NUMBERS, language=LANGUAGES, text=st.text("аәб ", max_size=4))
    def type_answer(self, number: int, language: str, text: str) -> None:
        if self.db.execute("SELECT 1 FROM project WHERE id = ?", [f"project-{number}"]).fetchone():
            place = AnswerPlace(f"project-{number}", "form", "1", "story")
            self.workspace.write_text(place, language, text)
            self.note((place, language))

    @rule(task=st.sampled_from(["task-0", "task-1", "task-11"]), text=st.text("аәб", max_size=3))
    def type_title(self, task: str, text: str) -> None:
        if self.db.execute("SELECT 1 FROM task WHERE id = ?", [task]).fetchone():
            place = RecordPlace("task", task, "title")
            self.workspace.write_text(place, "kk", text)
            self.note(place)

    @rule()
    def pause(self) -> None:
        self.workspace.end_step()
        self.typing = None

    @rule(key=st.sampled_from("abc"), value=LOOSE, place=NUMBERS, parent=st.sampled_from("abc"))
    def put_loose(self, key: str, value: object, place: int, parent: str) -> None:
        with self.workspace.change("Loose"):
            self.db.execute("INSERT OR IGNORE INTO loose VALUES (?, ?, NULL, NULL)", [key, value])
            self.db.execute("UPDATE loose SET place = NULL WHERE place = ?", [place])
            self.db.execute(
                "UPDATE loose SET value = ?, place = ?, parent = "
                "(SELECT id FROM loose WHERE id = ?) WHERE id = ?",
                [value, place, parent, key],
            )
        self.note_always()

    @rule(sql=st.sampled_from(TINKERING), value=LOOSE, place=st.integers(10, 12))
    def tinker(self, sql: str, value: object, place: int) -> None:
        with self.workspace.change(merge_key="tinkering"):
            self.db.execute(sql, {"value": value, "place": place})
        self.note_always("tinkering")

    @rule(key=st.sampled_from("abc"), value=LOOSE)
    def replace_loose(self, key: str, value: object) -> None:
        with self.workspace.change():
            self.db.execute("INSERT OR REPLACE INTO loose VALUES (?, ?, NULL, NULL)", [key, value])
        self.note_always()

    @rule(key=st.sampled_from("abc"), other=st.sampled_from("xyz"))
    def rename_loose(self, key: str, other: str) -> None:
        with self.workspace.change():
            self.db.execute("UPDATE loose SET parent = NULL")
            self.db.execute("UPDATE OR IGNORE loose SET id = ? WHERE id = ?", [other, key])
        self.note_always()

    @rule(key=st.sampled_from("abcxyz"))
    def delete_loose_past_the_workspace(self, key: str) -> None:
        self.db.execute("DELETE FROM loose WHERE id = ?", [key])
        # Strays become a step of their own when the workspace next writes.
        if dump_tables(self.db) != self.done[-1]:
            with self.workspace.change():
                pass
            self.note()

    def note_always(self, typing: object = None) -> None:
        """Note a step that may have led back to where it began."""
        before = len(self.done)
        self.note(typing)
        number, standing = self.db.execute(
            "SELECT id, standing FROM change_set ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if len(self.done) == before and number > self.last_set and standing == "done":
            self.done.append(self.done[-1])
            self.undone.clear()
            self.typing = typing

    @invariant()
    def remember(self) -> None:
        self.last_set = self.db.execute("SELECT max(id) FROM change_set").fetchone()[0]

    @rule()
    def undo(self) -> None:
        undone = self.workspace.undo()
        assert (undone is None) == (len(self.done) == 1)
        if undone is not None:
            self.undone.append(self.done.pop())
            self.typing = None
        assert dump_tables(self.db) == self.done[-1]

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        assert self.workspace.redo() is not None
        self.done.append(self.undone.pop())
        self.typing = None
        assert dump_tables(self.db) == self.done[-1]

    @invariant()
    def offers_what_it_can_do(self) -> None:
        assert self.workspace.can_undo == (len(self.done) > 1)
        assert self.workspace.can_redo == bool(self.undone)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)


@given(st.lists(st.tuples(st.sampled_from(TINKERING), LOOSE, st.integers(10, 12)), max_size=6))
def test_a_step_of_many_writes_is_undone_as_one(writes: list[tuple[str, object, int]]) -> None:
    with Workspace.in_memory() as workspace:
        db = workspace.db
        db.execute(
            "CREATE TABLE loose (id TEXT PRIMARY KEY, value ANY, place ANY, parent ANY) STRICT"
        )
        install_triggers(db)
        with workspace.change():
            db.execute("INSERT INTO loose VALUES ('a', 'бұрын', 0, NULL)")
        start = dump_tables(db)
        for sql, value, place in writes:
            with workspace.change(merge_key="tinkering"):
                db.execute(sql, {"value": value, "place": place})
        end = dump_tables(db)
        if end != start:
            workspace.undo()
            assert dump_tables(db) == start
            workspace.redo()
            assert dump_tables(db) == end
