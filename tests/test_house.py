"""The rules of the house, read from the code itself. A failing line says what to do."""

import ast
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from biebwijzer.explore.definitions import OWNERS, UNITS
from biebwijzer.intake.contract import contracts, table_statements
from biebwijzer.rooms import ROOMS
from biebwijzer.settings import ROOT, Settings
from biebwijzer.warehouse import Asking, Query, Stores, View, all_queries, marts, rollups
from biebwijzer.warehouse.queries import header_of, mart_files

ROOM_NAMES = {room.name for room in ROOMS}
OURS = sorted(
    path
    for folder in ("biebwijzer", "pages", "data_loaders")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
) + [path for path in [ROOT / "app.py"] if path.exists()]
PAGES = sorted(path for path in (ROOT / "pages").rglob("*.py") if path != ROOT / "pages" / "front.py")

# From low to high; a module may import what stands lower, and its own part of the house.
FLOORS = (
    {"rooms", "problems", "settings", "rates"},
    {"words"},
    {"warehouse", "commands"},
    {"access"},
    {"look", "clock"},
    {"intake", "exports"},
    {"usage", "activities", "segments", "relations", "propositions", "board", "explore", "start"},
    {"desk", "demo"},
    {"performing", "example"},
    {"operating"},
    {"starting", "moving"},
    {"cli"},
    {"app", "pages"},
)
HEIGHT = {name: height for height, floor in enumerate(FLOORS) for name in floor}
# The launcher tells whoever starts it where the first administrator comes in; there is no terminal to hand then.
MAY_PRINT = {"app.py"}
FILE_FORMATS = {"xlsxwriter", "vl_convert", "openpyxl", "docx", "pptx", "pypdf"}
TABLE_FUNCTIONS = {"unnest", "generate_series", "range"}
SIZE_LIMIT = 350


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """The part of the house a file belongs to: its room, beam, or the file itself."""
    parts = path.relative_to(ROOT).parts
    return Path(parts[1]).stem if parts[0] == "biebwijzer" else Path(parts[0]).stem


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a file imports, names in `from x import name` included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(path)}:{node.lineno}: write the whole name instead of a relative import"
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def told(found: list[str], what_to_do: str) -> None:
    """Fail with every place and what to do there."""
    assert not found, what_to_do + "\n" + "\n".join(sorted(set(found)))


def test_imports_point_down_and_never_sideways_between_rooms():
    found = []
    for path in OURS:
        own = part_of(path)
        for line, name in imported(path):
            part = name.split(".")[1] if name.startswith("biebwijzer.") and name.count(".") else None
            if part is None or part == own or part not in HEIGHT or own == "data_loaders":
                continue
            assert own in HEIGHT, f"{relative(path)}: give '{own}' its place in FLOORS"
            if HEIGHT[part] >= HEIGHT[own]:
                found.append(f"{relative(path)}:{line}: {own} imports {part}")

    told(found, "Imports point down (docs/architecture.md). Read a mart of the other room, or move what both need.")


def test_streamlit_duckdb_charts_and_file_formats_stay_where_they_belong():
    may = {
        "streamlit": lambda path: part_of(path) in {"app", "pages", "desk"},
        "streamlit_authenticator": lambda path: part_of(path) in {"desk"},
        "duckdb": lambda path: part_of(path) == "warehouse",
        "altair": lambda path: part_of(path) in {"look", "exports"} or path.stem.endswith("charts"),
        **dict.fromkeys(FILE_FORMATS, lambda path: part_of(path) == "exports"),
    }
    found = [
        f"{relative(path)}:{line}: {name}"
        for path in OURS
        for line, name in imported(path)
        if name.split(".")[0] in may and not may[name.split(".")[0]](path)
    ]

    told(
        found, "Streamlit: app.py, pages, desk. duckdb: warehouse. altair: look, charts.py, exports. Formats: exports."
    )


def test_only_the_front_door_stands_directly_in_pages():
    found = [relative(path) for path in (ROOT / "pages").glob("*.py") if path.name != "front.py"]

    told(found, "Anyone can open these by their address, past the sign-in. Move them to pages/<room>/.")


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_page_opens_with_who_may_open_it(page):
    body = [
        node
        for node in tree(page).body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]

    first = ast.unparse(body[0]) if body else ""

    assert re.match(r"workspace = desk\.open_page\('[a-z_.]+'\)$", first), (
        f'{relative(page)}: the first statement after the imports must be workspace = desk.open_page("room.read")'
    )
    assert page.parent.parent == ROOT / "pages", f"{relative(page)}: a page stands in pages/<room>/"
    assert ast.get_docstring(tree(page)), f"{relative(page)}: begin with the menu path and the question it answers"


def strings_in(call: ast.Call) -> Iterator[ast.Constant]:
    """The texts given as they are to a call, alone or in a list."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    for one in [
        item for value in given for item in (value.elts if isinstance(value, ast.List | ast.Tuple) else [value])
    ]:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one


def test_charts_never_use_altairs_string_shorthands():
    found = [
        f"{relative(path)}:{text.lineno}: {text.value!r}"
        for path in OURS
        if any(name == "altair" for _, name in imported(path))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "encode"
        for text in strings_in(node)
    ]

    told(found, "A text as a channel costs milliseconds each: write alt.X('m:T') instead of 'm:T'.")


def test_texts_for_people_are_whole_sentences_known_beforehand():
    found = [
        f"{relative(path)}:{node.lineno}"
        for path in OURS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"words", "mark", "plural"}
        and any(isinstance(one, ast.JoinedStr) for one in node.args)
    ]

    told(found, 'An f-string can\'t be translated. Write words("… {name}", name=…).')


def test_nothing_swallows_every_error():
    found = [
        f"{relative(path)}:{node.lineno}"
        for path in OURS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]

    told(found, "Name the errors you can do something about; let the others go on.")


def test_nothing_prints_but_the_terminal():
    found = [
        f"{relative(path)}:{node.lineno}"
        for path in OURS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print" and relative(path) not in MAY_PRINT
    ]

    told(found, "Results go to the Terminal a command gets, or to the page; nothing prints.")


def test_every_room_in_the_register_has_a_house_and_every_house_a_room():
    known = set(HEIGHT) - {"app", "pages"}
    on_disk = {
        path.stem
        for path in (ROOT / "biebwijzer").iterdir()
        if (path.is_dir() and path.name != "__pycache__" and any(path.rglob("*.py"))) or path.suffix == ".py"
    } - {"__init__"}

    assert on_disk <= known, f"Give these their place in FLOORS: {sorted(on_disk - known)}"
    assert on_disk >= ROOM_NAMES, f"In the register without code: {sorted(ROOM_NAMES - on_disk)}"


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


def test_files_stay_readable_in_one_sitting():
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in OURS}

    for name, length in lengths.items():
        if length > 200:
            warnings.warn(
                f"{name} has {length} lines; when it wants a table of contents it wants to be two", stacklevel=1
            )
    told([f"{name}: {n} lines" for name, n in lengths.items() if n > SIZE_LIMIT], "Make these two files.")
