"""Where figures are used: which questions each page asks, read from the code of the pages and what they call."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from biebwijzer.settings import ROOT
from biebwijzer.warehouse import all_queries

FRONT = ROOT / "pages" / "front.py"
EXPLORE = "explore/explore.py"
Named = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """A page as the menu names it: the room, its title, its address and who may open it."""

    file: str
    room: str
    title: str
    address: str
    permission: str


@dataclass(frozen=True)
class Module:
    """One file of code: what it defines at its top, and what its names stand for elsewhere."""

    name: str
    body: ast.Module
    made: Mapping[str, ast.AST]
    brought: Mapping[str, Named]


@lru_cache(maxsize=1)
def menu() -> tuple[Place, ...]:
    """Every page in the menu, in its order."""
    found = []
    for node in ast.walk(ast.parse(FRONT.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict):
            for room, doors in zip(node.keys, node.values, strict=True):
                for door in doors.elts if isinstance(doors, ast.List) else []:
                    file, title, address, permission = [text_in(one) for one in door.args]  # type: ignore[attr-defined]
                    found.append(Place(file, text_in(room), title, address, permission))
    return tuple(found)


def text_in(node: ast.AST | None) -> str:
    """The text of a literal, marked or not."""
    inside = node.args[0] if isinstance(node, ast.Call) else node
    return str(inside.value) if isinstance(inside, ast.Constant) else ""


@lru_cache(maxsize=1)
def used_on() -> Mapping[str, tuple[Place, ...]]:
    """Question -> the pages that ask it, in the order of the menu."""
    asked = {place: asked_by(ROOT / "pages" / place.file) for place in menu()}
    offered = {one.name for one in all_queries() if "offers" in one.headers}
    for place, names in asked.items():
        # What can be split is asked there by its header, without being named.
        names |= offered if place.file == EXPLORE else set()
    return {one.name: tuple(place for place in menu() if one.name in asked[place]) for one in all_queries()}


def asked_by(page: Path) -> set[str]:
    """The questions that a page names, itself or in what it calls."""
    start = read("", page)
    found = texts_in(start.body)
    todo = set(reached(start, start.body))
    seen: set[Named] = set()
    while todo:
        name = todo.pop()
        seen.add(name)
        texts, names = behind(name)
        found |= texts
        todo |= names - seen
    return found & {one.name for one in all_queries()}


@lru_cache(maxsize=8192)
def behind(name: Named) -> tuple[frozenset[str], frozenset[Named]]:
    """The texts in what a name stands for, and the names that it refers to."""
    module = module_of(name[0])
    node = module.made.get(name[1]) if module else None
    if module is None or node is None:
        return frozenset(), frozenset()
    return frozenset(texts_in(node)), frozenset(reached(module, node))


def texts_in(node: ast.AST) -> set[str]:
    """Every text that stands in a piece of code."""
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def reached(module: Module, node: ast.AST) -> Iterator[Named]:
    """What a piece of code refers to: names of its own file, and names brought in from others."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            own = (module.name, one.id) if one.id in module.made else None
            yield from followed(own or module.brought.get(one.id))
        elif isinstance(one, ast.Attribute):
            yield from followed(dotted(module, one))


def dotted(module: Module, node: ast.Attribute) -> Named | None:
    """What `desk.show` or `propositions.catalogue.find` stands for, if it begins with a file of ours."""
    parts: list[str] = []
    inner: ast.expr = node
    while isinstance(inner, ast.Attribute):
        parts.insert(0, inner.attr)
        inner = inner.value
    owner = module.brought.get(inner.id) if isinstance(inner, ast.Name) else None
    if owner is None:
        return None
    place = ".".join(owner)
    while len(parts) > 1 and module_of(f"{place}.{parts[0]}"):
        place = f"{place}.{parts.pop(0)}"
    return place, parts[0]


def followed(name: Named | None) -> Iterator[Named]:
    """A name as it is written where it was made, through every file that passes it on."""
    passed: set[Named] = set()
    while name is not None and name not in passed:
        passed.add(name)
        there = module_of(name[0])
        if there is None:
            return
        if name[1] in there.made:
            yield name
            return
        name = there.brought.get(name[1])


@lru_cache(maxsize=512)
def read(name: str, path: Path) -> Module:
    """One file of code, read once."""
    body = ast.parse(path.read_text(encoding="utf-8"))
    made: dict[str, ast.AST] = {}
    brought: dict[str, Named] = {}
    for node in body.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            made[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            made.update({one.id: node for one in targets if isinstance(one, ast.Name)})
        elif isinstance(node, ast.ImportFrom) and node.module:
            brought.update({alias.asname or alias.name: (node.module, alias.name) for alias in node.names})
    return Module(name, body, made, brought)


@lru_cache(maxsize=512)
def module_of(name: str) -> Module | None:
    """The file behind a module's name; None when it is not ours."""
    place = ROOT / Path(*name.split("."))
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if name.startswith("biebwijzer") and path.is_file():
            return read(name, path)
    return None
