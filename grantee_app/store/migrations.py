"""The database's history, one function a released step; a released step never changes.

Columns of texts end in `_kk` and `_ru`. Dates are ISO text, flags 0 or 1, ids UUIDv7 text. Rows
that hang on another row go with it. Nothing here reads the models: they move on, a step does not.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("bastama")

# ANY keeps a whole number whole in a STRICT table, REAL would turn 80 into 80.0.
_FIRST_TABLES = """
CREATE TABLE organization (
    id TEXT PRIMARY KEY, name_kk TEXT NOT NULL, name_ru TEXT NOT NULL,
    short_name_kk TEXT NOT NULL, short_name_ru TEXT NOT NULL, legal_form TEXT NOT NULL,
    bin TEXT NOT NULL, head_kk TEXT NOT NULL, head_ru TEXT NOT NULL,
    address_kk TEXT NOT NULL, address_ru TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL
) STRICT;
CREATE TABLE project (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organization(id),
    title_kk TEXT NOT NULL, title_ru TEXT NOT NULL, goal_kk TEXT NOT NULL, goal_ru TEXT NOT NULL,
    starts_on TEXT, ends_on TEXT, counting_basis TEXT NOT NULL
) STRICT;
CREATE INDEX project_organization ON project(organization_id);
CREATE TABLE "grant" (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL UNIQUE REFERENCES project(id) ON DELETE CASCADE,
    kind TEXT NOT NULL, funder_kk TEXT NOT NULL, funder_ru TEXT NOT NULL,
    contract_number TEXT NOT NULL, contract_on TEXT, amount INTEGER NOT NULL,
    currency TEXT NOT NULL, starts_on TEXT, ends_on TEXT
) STRICT;
CREATE TABLE report_date (
    id TEXT PRIMARY KEY, grant_id TEXT NOT NULL REFERENCES "grant"(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, kind TEXT NOT NULL, due_on TEXT NOT NULL
) STRICT;
CREATE INDEX report_date_grant ON report_date(grant_id, position);
CREATE TABLE task (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    is_contractual INTEGER NOT NULL,
    long_term_result_kk TEXT NOT NULL, long_term_result_ru TEXT NOT NULL
) STRICT;
CREATE INDEX task_project ON task(project_id, position);
CREATE TABLE planned_activity (
    id TEXT PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    place_kk TEXT NOT NULL, place_ru TEXT NOT NULL, starts_on TEXT, ends_on TEXT,
    dates_as TEXT NOT NULL, narrative_kk TEXT NOT NULL, narrative_ru TEXT NOT NULL,
    short_term_result_kk TEXT NOT NULL, short_term_result_ru TEXT NOT NULL
) STRICT;
CREATE INDEX planned_activity_task ON planned_activity(task_id, position);
CREATE TABLE indicator (
    id TEXT PRIMARY KEY,
    planned_activity_id TEXT NOT NULL REFERENCES planned_activity(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    plan_text_kk TEXT NOT NULL, plan_text_ru TEXT NOT NULL,
    plan_target ANY, plan_second_target ANY, plan_unit TEXT NOT NULL,
    plan_comparison TEXT NOT NULL, plan_per_event INTEGER NOT NULL, plan_events INTEGER,
    counted_from TEXT NOT NULL, evidence_kind TEXT, second_evidence_kind TEXT,
    fact_value ANY, fact_second_value ANY,
    fact_reason_kk TEXT NOT NULL, fact_reason_ru TEXT NOT NULL,
    note_kk TEXT NOT NULL, note_ru TEXT NOT NULL,
    deviation_kk TEXT NOT NULL, deviation_ru TEXT NOT NULL
) STRICT;
CREATE INDEX indicator_planned_activity ON indicator(planned_activity_id, position);
CREATE TABLE activity (
    id TEXT PRIMARY KEY,
    planned_activity_id TEXT NOT NULL REFERENCES planned_activity(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    starts_on TEXT NOT NULL, ends_on TEXT, place_kk TEXT NOT NULL, place_ru TEXT NOT NULL,
    kind TEXT NOT NULL, format TEXT NOT NULL,
    narrative_kk TEXT NOT NULL, narrative_ru TEXT NOT NULL,
    result_kk TEXT NOT NULL, result_ru TEXT NOT NULL,
    counts_towards_beneficiaries INTEGER NOT NULL, surveyed INTEGER, satisfied INTEGER,
    participants_total INTEGER
) STRICT;
CREATE INDEX activity_planned_activity ON activity(planned_activity_id, position);
CREATE TABLE participant_count (
    id TEXT PRIMARY KEY, activity_id TEXT NOT NULL REFERENCES activity(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, dimension TEXT NOT NULL, group_key TEXT NOT NULL,
    heads INTEGER NOT NULL,
    UNIQUE (activity_id, dimension, group_key)
) STRICT;
CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    planned_activity_id TEXT REFERENCES planned_activity(id) ON DELETE CASCADE,
    activity_id TEXT REFERENCES activity(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, kind TEXT NOT NULL, title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    link TEXT NOT NULL, file TEXT NOT NULL, dated_on TEXT, quantity INTEGER NOT NULL,
    CHECK ((planned_activity_id IS NULL) <> (activity_id IS NULL))
) STRICT;
CREATE INDEX evidence_planned_activity ON evidence(planned_activity_id, position);
CREATE INDEX evidence_activity ON evidence(activity_id, position);
CREATE TABLE partner (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name_kk TEXT NOT NULL, name_ru TEXT NOT NULL,
    is_organization INTEGER NOT NULL, role_kk TEXT NOT NULL, role_ru TEXT NOT NULL,
    contacts_kk TEXT NOT NULL, contacts_ru TEXT NOT NULL,
    note_kk TEXT NOT NULL, note_ru TEXT NOT NULL
) STRICT;
CREATE INDEX partner_project ON partner(project_id, position);
CREATE TABLE staff_member (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name_kk TEXT NOT NULL, name_ru TEXT NOT NULL,
    role_kk TEXT NOT NULL, role_ru TEXT NOT NULL, is_on_staff INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_member_project ON staff_member(project_id, position);
CREATE TABLE expense (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, kind TEXT NOT NULL, paid_on TEXT,
    title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    payee_kk TEXT NOT NULL, payee_ru TEXT NOT NULL,
    document_number TEXT NOT NULL, amount_tenge INTEGER NOT NULL
) STRICT;
CREATE INDEX expense_project ON expense(project_id, position);
CREATE TABLE winner (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name_kk TEXT NOT NULL, name_ru TEXT NOT NULL,
    settlement_kk TEXT NOT NULL, settlement_ru TEXT NOT NULL,
    is_organization INTEGER NOT NULL, amount_tenge INTEGER NOT NULL
) STRICT;
CREATE INDEX winner_project ON winner(project_id, position);
CREATE TABLE answer (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, form TEXT NOT NULL, version TEXT NOT NULL, path TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('', 'kk', 'ru')), value TEXT NOT NULL,
    UNIQUE (project_id, form, version, path, language)
) STRICT;
"""


@migrations()
def m0001_first_tables(db: Database) -> None:
    """Create the tables of the first release."""
    _run(db, _FIRST_TABLES)


# A set's entries lie between its first and its last: no index by set, which every insert would pay.
_HISTORY = """
CREATE TABLE change_set (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, made_at TEXT NOT NULL,
    device TEXT NOT NULL, undoes INTEGER, standing TEXT NOT NULL,
    first_entry INTEGER NOT NULL, last_entry INTEGER NOT NULL
) STRICT;
CREATE INDEX change_set_standing ON change_set(standing, id);
CREATE INDEX change_set_undoes ON change_set(undoes) WHERE undoes IS NOT NULL;
CREATE TABLE history (
    id INTEGER PRIMARY KEY, change_set INTEGER, action TEXT NOT NULL,
    table_name TEXT NOT NULL, row_id TEXT NOT NULL, old TEXT
) STRICT;
CREATE INDEX history_row ON history(table_name, row_id) WHERE action <> 'insert';
CREATE TABLE history_state (
    id INTEGER PRIMARY KEY CHECK (id = 1), change_set INTEGER, device TEXT NOT NULL,
    complete_from INTEGER NOT NULL, thinned_on TEXT NOT NULL, needs_scrub INTEGER NOT NULL
) STRICT;
INSERT INTO history_state VALUES (1, NULL, '', 0, '', 0);
"""


@migrations()
def m0002_history(db: Database) -> None:
    """Create the books of history; the triggers are made at every opening."""
    _run(db, _HISTORY)


_ATTACHMENTS = """
CREATE TABLE attachment (
    id TEXT PRIMARY KEY,
    project_id TEXT REFERENCES project(id) ON DELETE CASCADE,
    evidence_id TEXT REFERENCES evidence(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL, added_at TEXT,
    CHECK ((project_id IS NULL) <> (evidence_id IS NULL))
) STRICT;
CREATE INDEX attachment_project ON attachment(project_id, position);
CREATE INDEX attachment_evidence ON attachment(evidence_id, position);
CREATE INDEX attachment_sha256 ON attachment(sha256);
"""


@migrations()
def m0003_attachments(db: Database) -> None:
    """Create the table of the files kept as evidence; their bytes lie in the folder beside it."""
    _run(db, _ATTACHMENTS)


# Deferred: a project is written tasks first, and undo brings rows back in its own order.
_GUIDED_WORKSPACE = """
ALTER TABLE organization ADD COLUMN registered_on TEXT;
ALTER TABLE organization ADD COLUMN head_position_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN head_position_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN accountant_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN accountant_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN actual_address_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN actual_address_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN website TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN bank_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN bank_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN iban TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN bic TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN beneficiary_code TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN territorial_status TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN territory_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN territory_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN charter_purposes_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN charter_purposes_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN is_in_ngo_database INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organization ADD COLUMN employees INTEGER;
ALTER TABLE planned_activity ADD COLUMN responsible_id TEXT
    REFERENCES staff_member(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE staff_member ADD COLUMN monthly_wage_tenge INTEGER;
CREATE INDEX planned_activity_responsible ON planned_activity(responsible_id)
    WHERE responsible_id IS NOT NULL;
CREATE TABLE budget_line (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    block TEXT NOT NULL, kind TEXT NOT NULL, unit_kk TEXT NOT NULL, unit_ru TEXT NOT NULL,
    quantity ANY, price_tenge INTEGER, grant_tenge INTEGER NOT NULL, own_tenge INTEGER NOT NULL,
    other_tenge INTEGER NOT NULL,
    planned_activity_id TEXT
        REFERENCES planned_activity(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX budget_line_project ON budget_line(project_id, position);
CREATE INDEX budget_line_activity ON budget_line(planned_activity_id)
    WHERE planned_activity_id IS NOT NULL;
ALTER TABLE expense ADD COLUMN budget_line_id TEXT
    REFERENCES budget_line(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE expense ADD COLUMN heading_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE expense ADD COLUMN heading_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE expense ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE expense ADD COLUMN staff_member_id TEXT
    REFERENCES staff_member(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE expense ADD COLUMN month TEXT;
ALTER TABLE expense ADD COLUMN tax TEXT NOT NULL DEFAULT '';
CREATE INDEX expense_budget_line ON expense(budget_line_id) WHERE budget_line_id IS NOT NULL;
CREATE INDEX expense_staff_member ON expense(staff_member_id) WHERE staff_member_id IS NOT NULL;
CREATE TABLE deadline (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    due_on TEXT, is_done INTEGER NOT NULL
) STRICT;
CREATE INDEX deadline_project ON deadline(project_id, position);
CREATE TABLE draft (
    id TEXT PRIMARY KEY, table_name TEXT NOT NULL, row_id TEXT NOT NULL, field TEXT NOT NULL,
    text TEXT NOT NULL, UNIQUE (table_name, row_id, field)
) STRICT;
CREATE TABLE setting (id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE attachment_anew (
    id TEXT PRIMARY KEY,
    project_id TEXT REFERENCES project(id) ON DELETE CASCADE,
    evidence_id TEXT REFERENCES evidence(id) ON DELETE CASCADE,
    expense_id TEXT REFERENCES expense(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL, added_at TEXT,
    CHECK ((project_id IS NOT NULL) + (evidence_id IS NOT NULL) + (expense_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO attachment_anew (id, project_id, evidence_id, position, name, media_type, size, sha256,
    added_at)
SELECT id, project_id, evidence_id, position, name, media_type, size, sha256, added_at
FROM attachment;
DROP TABLE attachment;
ALTER TABLE attachment_anew RENAME TO attachment;
CREATE INDEX attachment_project ON attachment(project_id, position);
CREATE INDEX attachment_evidence ON attachment(evidence_id, position);
CREATE INDEX attachment_expense ON attachment(expense_id, position);
CREATE INDEX attachment_sha256 ON attachment(sha256);
"""


@migrations()
def m0004_guided_workspace(db: Database) -> None:
    """Add the profile, the budget and its expenses, deadlines, drafts and settings.

    A draft is what was typed into a field and does not parse yet; a setting goes with the
    workspace. Files may hang on an expense.
    """
    _run(db, _GUIDED_WORKSPACE)


# `name_key` is the name folded for searching (`language.folding`), written with every name;
# `participant_word` holds its words and is kept by triggers (`name_words`).
_PARTICIPANTS = """
CREATE TABLE participant (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL DEFAULT '',
    gender TEXT NOT NULL, born_on TEXT, birth_year INTEGER, age INTEGER, age_on TEXT,
    category TEXT NOT NULL, is_category_set INTEGER NOT NULL, tags TEXT NOT NULL,
    disability TEXT NOT NULL, place TEXT NOT NULL, contact TEXT NOT NULL, consent_on TEXT,
    note TEXT NOT NULL, iin_mark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX participant_project ON participant(project_id, position);
CREATE INDEX participant_name ON participant(project_id, name_key, id);
CREATE INDEX participant_groups
    ON participant(project_id, id, gender, category, born_on, birth_year, age, age_on);
CREATE TABLE participant_word (
    project_id TEXT NOT NULL, word TEXT NOT NULL, participant_id TEXT NOT NULL,
    PRIMARY KEY (project_id, word, participant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_iin_mark ON participant(iin_mark) WHERE iin_mark <> '';
CREATE TABLE attendance (
    id TEXT PRIMARY KEY, activity_id TEXT NOT NULL REFERENCES activity(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    participant_id TEXT NOT NULL
        REFERENCES participant(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    row_code TEXT NOT NULL, UNIQUE (activity_id, participant_id)
) STRICT;
CREATE INDEX attendance_participant ON attendance(participant_id, activity_id);
CREATE TABLE not_same (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    first_id TEXT NOT NULL
        REFERENCES participant(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    second_id TEXT NOT NULL
        REFERENCES participant(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX not_same_project ON not_same(project_id, position);
CREATE INDEX not_same_first ON not_same(first_id);
CREATE INDEX not_same_second ON not_same(second_id);
ALTER TABLE activity ADD COLUMN place_code TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN topic_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN topic_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN speakers_kk TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN speakers_ru TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN is_held INTEGER NOT NULL DEFAULT 1;
ALTER TABLE activity ADD COLUMN tally_very_satisfied INTEGER;
ALTER TABLE activity ADD COLUMN tally_satisfied INTEGER;
ALTER TABLE activity ADD COLUMN tally_neither INTEGER;
ALTER TABLE activity ADD COLUMN tally_dissatisfied INTEGER;
ALTER TABLE activity ADD COLUMN tally_very_dissatisfied INTEGER;
ALTER TABLE evidence ADD COLUMN medium TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN reach INTEGER;
"""


@migrations()
def m0005_participants(db: Database) -> None:
    """Add the register of participants, who was where, and what an activity tells more."""
    _run(db, _PARTICIPANTS)


# The key of `typed_line` has several columns, so history does not keep what is half typed.
_SECOND_ENTRY = """
CREATE TABLE typed_line (
    activity_id TEXT NOT NULL REFERENCES activity(id) ON DELETE CASCADE, reading TEXT NOT NULL,
    field TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (activity_id, reading, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE second_list (
    id TEXT PRIMARY KEY,
    activity_id TEXT NOT NULL UNIQUE REFERENCES activity(id) ON DELETE CASCADE,
    choices TEXT NOT NULL, applied_on TEXT, compared INTEGER, differences INTEGER
) STRICT;
CREATE TABLE second_row (
    id TEXT PRIMARY KEY, list_id TEXT NOT NULL REFERENCES second_list(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    participant_id TEXT
        REFERENCES participant(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL, gender TEXT NOT NULL, birth TEXT NOT NULL, category TEXT NOT NULL,
    place TEXT NOT NULL
) STRICT;
CREATE INDEX second_row_list ON second_row(list_id, position);
CREATE INDEX second_row_participant ON second_row(participant_id)
    WHERE participant_id IS NOT NULL;
"""


@migrations()
def m0006_second_entry(db: Database) -> None:
    """Add the half-typed row of a list, and the second entry of a list by another person."""
    _run(db, _SECOND_ENTRY)


# A row of a table keeps its place among the rows of that table.
_APPLICATIONS = """
CREATE TABLE application (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, form TEXT NOT NULL, version TEXT NOT NULL, language TEXT NOT NULL,
    call_title_kk TEXT NOT NULL, call_title_ru TEXT NOT NULL,
    funder_kk TEXT NOT NULL, funder_ru TEXT NOT NULL, deadline_on TEXT, kind TEXT NOT NULL,
    currency TEXT NOT NULL, least_amount INTEGER, most_amount INTEGER,
    is_blind INTEGER NOT NULL, most_megabytes INTEGER, state TEXT NOT NULL,
    submitted_on TEXT, decided_on TEXT,
    lost_reason_kk TEXT NOT NULL, lost_reason_ru TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX application_project ON application(project_id, position);
CREATE TABLE application_document (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES application(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, path TEXT NOT NULL, title_kk TEXT NOT NULL, title_ru TEXT NOT NULL,
    is_required INTEGER NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX application_document_application ON application_document(application_id, position);
CREATE TABLE answer_row (
    id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, form TEXT NOT NULL, version TEXT NOT NULL, path TEXT NOT NULL
) STRICT;
CREATE INDEX answer_position ON answer(project_id, position);
CREATE INDEX answer_row_table ON answer_row(project_id, form, version, path, position);
CREATE TABLE attachment_anew (
    id TEXT PRIMARY KEY,
    project_id TEXT REFERENCES project(id) ON DELETE CASCADE,
    evidence_id TEXT REFERENCES evidence(id) ON DELETE CASCADE,
    expense_id TEXT REFERENCES expense(id) ON DELETE CASCADE,
    application_document_id TEXT REFERENCES application_document(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL, added_at TEXT,
    CHECK ((project_id IS NOT NULL) + (evidence_id IS NOT NULL) + (expense_id IS NOT NULL)
        + (application_document_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO attachment_anew (id, project_id, evidence_id, expense_id, position, name, media_type,
    size, sha256, added_at)
SELECT id, project_id, evidence_id, expense_id, position, name, media_type, size, sha256, added_at
FROM attachment;
DROP TABLE attachment;
ALTER TABLE attachment_anew RENAME TO attachment;
CREATE INDEX attachment_project ON attachment(project_id, position);
CREATE INDEX attachment_evidence ON attachment(evidence_id, position);
CREATE INDEX attachment_expense ON attachment(expense_id, position);
CREATE INDEX attachment_document ON attachment(application_document_id, position);
CREATE INDEX attachment_sha256 ON attachment(sha256);
"""


@migrations()
def m0006_applications(db: Database) -> None:
    """Add applications with their documents, and the rows of the tables of forms."""
    _run(db, _APPLICATIONS)


# Made anew from the names at the opening, since its triggers are others now (`name_words`).
_WORDS_WITH_NAMES = """
DROP TABLE participant_word;
CREATE TABLE participant_word (
    project_id TEXT NOT NULL, word TEXT NOT NULL, participant_id TEXT NOT NULL,
    name_key TEXT NOT NULL, PRIMARY KEY (project_id, word, participant_id)
) STRICT, WITHOUT ROWID
"""


@migrations()
def m0007_words_with_names(db: Database) -> None:
    """Keep beside each word the name it is of: a search reads one table, in one stretch."""
    _run(db, _WORDS_WITH_NAMES)


@migrations()
def m0008_report_form(db: Database) -> None:
    """Keep with a project which report was chosen for it, '' for the usual one of its grant."""
    db.execute("ALTER TABLE project ADD COLUMN report_form TEXT NOT NULL DEFAULT ''")


@migrations()
def m0009_planned_kind(db: Database) -> None:
    """Let a planned activity say of what kind it is; NULL where nobody has told."""
    db.execute("ALTER TABLE planned_activity ADD COLUMN kind TEXT")


# «No» could not be told from «not answered», and an empty profile was all «no».
_TOLD_OR_NOT = """
ALTER TABLE organization ADD COLUMN is_told_in_ngo_database INTEGER;
UPDATE organization SET is_told_in_ngo_database = 1 WHERE is_in_ngo_database = 1;
ALTER TABLE organization DROP COLUMN is_in_ngo_database;
ALTER TABLE organization RENAME COLUMN is_told_in_ngo_database TO is_in_ngo_database;
UPDATE history SET old = json_set(old, '$.is_in_ngo_database', NULL)
    WHERE table_name = 'organization' AND json_extract(old, '$.is_in_ngo_database') = 0
"""


@migrations()
def m0010_told_or_not(db: Database) -> None:
    """Let it be unknown whether an organisation is in the NGO database; 0 becomes that."""
    _run(db, _TOLD_OR_NOT)


def _run(db: Database, script: str) -> None:
    # executescript would commit the migration's transaction.
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)
