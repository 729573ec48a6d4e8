"""The rules of questions, marts and rollups, read from their texts. A failing line says what to do."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from biebwijzer.explore.definitions import OWNERS, UNITS
from biebwijzer.intake.contract import contracts, table_statements
from biebwijzer.settings import ROOT, Settings
from biebwijzer.warehouse import Asking, Query, Stores, View, all_queries, marts, rollups
from biebwijzer.warehouse.queries import header_of, mart_files
from tests.house import relative, told

TABLE_FUNCTIONS = {"unnest", "generate_series", "range"}


@cache
def parsed(text: str) -> exp.Expression:
    return sqlglot.parse_one(text, read="duckdb")


def sources_of(statement: exp.Expression) -> Iterator[exp.Expression]:
    """Everything a statement reads from: tables and table functions, its own steps left out."""
    own = {cte.alias for cte in statement.find_all(exp.CTE)}
    for table in statement.find_all(exp.Table):
        if table.db or table.name not in own:
            yield table


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_a_question_reads_marts_only(query: Query):
    statement = parsed(query.text)
    assert isinstance(statement, exp.Select | exp.SetOperation), f"{query.name}: a question is one select"

    strange = []
    for table in sources_of(statement):
        inside = table.this
        if isinstance(inside, exp.Func):
            if inside.sql_name().lower() not in TABLE_FUNCTIONS and inside.name.lower() not in TABLE_FUNCTIONS:
                strange.append(table.sql())
        elif table.db != "mart" or table.catalog or table.name not in marts.texts():
            strange.append(table.sql())

    assert not strange, f"{query.name} reads {strange}: read mart.<name>, or offer what you need as a mart"


SQL_FILES = sorted(path for folder in ("queries", "biebwijzer") for path in (ROOT / folder).rglob("*.sql"))


@pytest.mark.parametrize("path", SQL_FILES, ids=relative)
def test_nothing_is_aggregated_over_an_empty_window(path: Path):
    # In DuckDB 1.5.5 `count(*) over ()` over rows that a filter took away now and then ends the whole database
    # (duckdb issues 22352 and 25713). A step that counts, joined to the rows, gives the same and can't.
    text = path.read_text(encoding="utf-8").lower()

    assert not re.search(r"(?<!row_number\(\)) over \(\s*\)", text), f"{relative(path)}: count in a step of its own"


@pytest.mark.parametrize("path", mart_files(), ids=relative)
def test_a_mart_reads_the_stores_and_other_marts_only(path: Path):
    text = path.read_text(encoding="utf-8")

    strange = [
        table.sql()
        for table in sources_of(parsed(text))
        if not isinstance(table.this, exp.Func) and (table.catalog or table.db) not in {"warehouse", "records", "mart"}
    ]

    assert not strange, f"{relative(path)} reads {strange}: write warehouse.<room>.<table> or records.<room>.<table>"
    assert text.startswith("-- "), f"{relative(path)}: begin with a comment that says what a row is"


@pytest.mark.parametrize("rollup", rollups.rollups(), ids=lambda rollup: rollup.table)
def test_a_rollup_reads_what_its_header_says_and_what_was_touched(rollup: rollups.Rollup):
    known = {*contracts(), *(one.table for one in rollups.rollups())} - {rollup.table}

    strange = [
        table.sql()
        for table in sources_of(parsed(rollup.text))
        if not isinstance(table.this, exp.Func)
        and table.name not in {"touched", "touched_person" if rollup.persons else "touched"}
        and (table.catalog != "warehouse" or f"{table.db}.{table.name}" not in rollup.reads)
    ]

    assert not strange, f"{rollup.table} reads {strange}: write warehouse.<room>.<table> and name it in reads"
    assert set(rollup.reads) <= known, (
        f"{rollup.table}: {set(rollup.reads) - known} is no delivered table and no rollup"
    )
    assert set(rollup.partition) <= set(rollup.key), f"{rollup.table}: what it is renewed by belongs to its key"
    assert set(rollup.levels) <= {"branch", "library", "province", "land"}, f"{rollup.table}: unknown level"
    assert rollup.table not in contracts(), f"{rollup.table}: a delivered table has this name"
    assert {"nl", "en"} <= set(rollup.purpose), f"{rollup.table}: say the purpose in nl and en"
    assert not rollup.reach or "month" in rollup.partition, f"{rollup.table}: reach counts months of the partition"
    unknown = set(header_of(rollup.text)) - {*rollups.REQUIRED, *rollups.OPTIONAL}
    assert not unknown, f"{rollup.table}: the header has keys nobody reads: {sorted(unknown)}"


# The bridge between whom one knows by name and what was delivered, and what a card says through it (decisions/0024).
BRIDGE = {"linked_member", "person_membership", "person_use"}
BRIDGED = {"relations/person_memberships", "relations/person_use"}


def test_only_the_bridge_joins_a_card_and_a_member():
    every = {**marts.texts(), **{one.name: one.text for one in all_queries()}}
    followed = {name for name, one in contracts().items() if one.has("member_key")}

    crossing = {
        name
        for name, text in every.items()
        if "relations.person_link" in marts.behind(text, marts.READS_RECORDS) and followed & marts.behind(text)
    }
    keyed = {name for name, text in every.items() if {"person_id", "member_key"} <= set(re.findall(r"\w+", text))}
    openly = {one.name for one in all_queries() if "mart.linked_member" in one.text}
    writes = {name for name, text in every.items() if "records.relations.person_link" in text}

    told(sorted(crossing - BRIDGE - BRIDGED), "Only the marts of a card cross the bridge; read what they offer.")
    told(sorted(keyed - BRIDGE), "A card and the key of a member stand side by side on the bridge only.")
    told(sorted(openly | writes - {"linked_member", "person_link"}), "A question reads person_link, never the bridge.")


def test_no_two_marts_share_a_name():
    names = [path.stem for path in mart_files()]

    told([name for name in names if names.count(name) > 1], "A mart's name is known in the whole house: rename one.")


KNOWN_KEYS = {
    "purpose", "formula", "grain", "params", "counts", "split", "rows", "measure", "unit", "owner", "version",
    "audience", "averages", "note", "adds_up", "counted", "numerator", "denominator", "single",
    "pitfalls", "changed", "offers", "value", "period",
}  # fmt: skip


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_a_header_says_exactly_what_the_question_takes(query: Query):
    used = {one.name for one in parsed(query.text).find_all(exp.Parameter)} | set(re.findall(r"\$(\w+)", query.text))
    declared = {param.name for param in query.params}

    assert used == declared, f"{query.name}: params says {sorted(declared)}, the text uses {sorted(used)}"
    unknown = set(header_of(query.text)) - KNOWN_KEYS
    assert not unknown, f"{query.name}: the header has keys nobody reads: {sorted(unknown)}"
    assert {"nl", "en"} <= set(query.purpose), f"{query.name}: say the purpose in nl and en"
    if query.rows is not None:
        behind = next((one for one in all_queries() if one.name == query.rows), None)
        assert behind is not None, f"{query.name}: rows names {query.rows}, which does not exist"
        beyond = {param.name for param in behind.params if not param.optional} - declared
        assert not beyond, f"{query.name}: {query.rows} needs {sorted(beyond)}, which this question does not know"
    beyond = set(dict(query.headers.get("single", {})).values()) - {one.name for one in all_queries()}
    assert not beyond, f"{query.name}: single names {sorted(beyond)}, which do not exist"


@pytest.mark.parametrize("query", [one for one in all_queries() if one.is_measure], ids=lambda query: query.name)
def test_a_measure_is_defined_in_both_languages(query: Query):
    lacking = [key for key in ("grain", "pitfalls") if query.said(key) is None]
    counted = query.said("counted") or (query.said("numerator") and query.said("denominator"))

    assert not lacking, f"{query.name}: say {lacking} as {{ nl = …, en = … }}: Definities shows them"
    assert query.formula and counted, f"{query.name}: say the formula, and in words how it is counted"
    assert query.changed is not None, f"{query.name}: say since which day this version holds (changed: 2026-11-24)"
    assert query.owner in OWNERS and query.unit in UNITS, f"{query.name}: give its owner and unit a name in explore"


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory):
    stores = Stores(Settings(home=tmp_path_factory.mktemp("house") / "home"), table_statements())
    yield Asking(stores)
    stores.close()


EXAMPLES = {"date": "2024-01-01", "integer": "2024", "text": "x", "texts": "x,y"}


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_every_question_can_be_asked_of_an_empty_home(query: Query, empty_house: Asking):
    values = {param.name: param.read(EXAMPLES[param.kind]) for param in query.params}
    sees_all = View(libraries=("x",), may_see_people=True, audience="eigen", person="x")

    answer = empty_house.ask(query, values, sees_all)

    named = {*query.counts, *query.split, *([query.measure] if query.measure and not query.rows else [])}
    lacking = named - set(answer.rows.columns)
    assert not lacking, f"{query.name}: the header names columns that the answer lacks: {sorted(lacking)}"
    if query.counts:
        other = [
            name
            for name, kind in answer.rows.schema.items()
            if kind.is_numeric() and name not in (*query.counts, *query.split, *query.averages)
        ]
        assert not other, f"{query.name}: {other} are numbers that nothing protects: name them in counts or split"
