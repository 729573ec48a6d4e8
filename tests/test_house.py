"""The rules of the house, read from the code itself. A failing line says what to do."""

import ast
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from biebwijzer.rooms import ROOMS
from biebwijzer.settings import ROOT
from tests.house import relative, told

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
LONG, SIZE_LIMIT = 200, 350


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


def test_a_function_within_sql_is_spelled_as_the_next_engine_reads_it_too():
    texts = [*OURS, *(ROOT / "queries").rglob("*.sql")]

    found = [relative(path) for path in texts if re.search(r"(?<!\w)[a-z] -> ", path.read_text(encoding="utf-8"))]

    told(found, "Write `lambda x: …`: DuckDB 2 no longer takes `x -> …`.")


def test_files_stay_readable_in_one_sitting():
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in OURS}

    long = sorted((name for name, length in lengths.items() if length > LONG), key=lambda name: -lengths[name])
    if long:
        longest = ", ".join(f"{name} ({lengths[name]})" for name in long[:5])
        warnings.warn(
            f"{len(long)} files have over {LONG} lines, most of all {longest}: want these to be two?", stacklevel=1
        )
    told([f"{name}: {n} lines" for name, n in lengths.items() if n > SIZE_LIMIT], "Make these two files.")
