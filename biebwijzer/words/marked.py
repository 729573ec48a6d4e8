"""The texts in the code that a person reads, found by reading the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

from biebwijzer.words.filling import placeholders
from biebwijzer.words.texts import Fault, Gathered, Marked, Place

NO_F_STRING = "an f-string can't be translated: write {name} in the text and give name=value"
NO_LITERAL = "the text is not written out here: give it as one literal, or mark(…) it where it is written"

Text = tuple[str, str | None]


def gather(root: Path) -> Gathered:
    """Every marked text under a root, and the faults that keep others from being found."""
    gathered = Gathered([], [], [])
    for path in sources(root):
        try:
            texts, faults = marked_in(path, root)
        except SyntaxError as error:
            place = Place(path.relative_to(root).as_posix(), error.lineno or 1)
            gathered.not_python.append(Fault(place, f"is not Python: {error.msg}"))
        else:
            gathered.texts.extend(texts)
            gathered.faults.extend(faults)
    return gathered


def sources(root: Path) -> list[Path]:
    """Every Python file in which a text for the screen may stand."""
    files = [root / "app.py", *(root / "pages").rglob("*.py"), *(root / "biebwijzer").rglob("*.py")]
    return sorted(file for file in files if file.is_file())


def marked_in(path: Path, root: Path) -> tuple[list[Marked], list[Fault]]:
    """The texts of one file, and what stands in the way of finding them all."""
    file = path.relative_to(root).as_posix()
    found: list[Marked] = []
    faults: list[Fault] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=file)):
        place = Place(file, getattr(node, "lineno", 1))
        for item in _seen(node):
            if isinstance(item, str):
                faults.append(Fault(place, item))
            else:
                found.append(Marked(place, *item))
    return found, faults


def _seen(node: ast.AST) -> Iterator[Text | str]:
    """What one piece of code says: texts with their plural, and faults as plain sentences."""
    match node:
        case ast.Call(func=ast.Name(id="words") | ast.Attribute(attr="words"), args=[text, *_]):
            yield from _translated(node, text)
        case ast.Call(func=ast.Attribute(attr="plural", value=owner), args=[one, many, *_]) if _is_words(owner):
            yield from _plural(node, one, many)
        case ast.Call(func=ast.Name(id="mark"), args=[text]):
            yield from _marked(text)
        case ast.Call(func=ast.Attribute(attr="mark", value=owner), args=[text]) if _is_words(owner):
            yield from _marked(text)
        case ast.Call(func=ast.Name(id="Problem") | ast.Attribute(attr="Problem")):
            yield from _unmarked_problem(node)
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Attribute(attr="words")) if name != "words":
            yield f"call {name} words, or its texts can't be found"
        case ast.arg(arg=name, annotation=ast.Name(id="Words")) if name != "words":
            yield f"call {name} words, or its texts can't be found"


def _is_words(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and (
        (node.id if isinstance(node, ast.Name) else node.attr) == "words"
    )


def _translated(call: ast.Call, node: ast.expr) -> Iterator[Text | str]:
    """A call of words(…): its text, and whether it gives the names the text asks for."""
    texts = _literals(node)
    if texts is None:
        yield _why_not(node)
        return
    for text in texts:
        yield text, None
    yield from _names_that_differ(call, texts, frozenset())


def _plural(call: ast.Call, one: ast.expr, many: ast.expr) -> Iterator[Text | str]:
    """A call of words.plural(…): both texts, or neither when both were marked elsewhere."""
    texts = [_literals(one), _literals(many)]
    match texts:
        case [[single], [several]]:
            yield single, several
            yield from _names_that_differ(call, [single, several], frozenset({"n"}))
        case [[], []]:
            return
        case _:
            yield _why_not(many if texts[0] else one)


def _marked(node: ast.expr) -> Iterator[Text | str]:
    """A call of mark(…): only a text that is written out can be marked."""
    texts = _literals(node)
    if not texts:
        yield _why_not(node)
        return
    for text in texts:
        yield text, None
    yield from _unreadable(texts)


def _unmarked_problem(call: ast.Call) -> Iterator[str]:
    """A Problem whose sentence would stay Dutch."""
    for word in [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "word")]:
        if isinstance(word, ast.JoinedStr):
            yield NO_F_STRING
        elif isinstance(word, ast.Constant):
            yield f"the sentence of a Problem is not marked: mark({word.value!r})"


def _literals(node: ast.expr) -> list[str] | None:
    """The texts an argument can be: none when it is a name marked elsewhere, None when that can't be told."""
    match node:
        case ast.Constant(value=str(text)) if text:
            return [text]
        case ast.IfExp(body=yes, orelse=no):
            either = [_literals(yes), _literals(no)]
            return None if None in either else [text for texts in either for text in texts or []]
        case ast.Name() | ast.Attribute() | ast.Subscript() | ast.BoolOp() | ast.Call():
            # A value, or what a lookup or mark(…) brings: marked where it is written.
            return []
    return None


def _why_not(node: ast.expr) -> str:
    return NO_F_STRING if isinstance(node, ast.JoinedStr) else NO_LITERAL


def _names_that_differ(call: ast.Call, texts: list[str], always: frozenset[str]) -> Iterator[str]:
    """Names that a text asks for and its call does not give, or the other way round."""
    unreadable = list(_unreadable(texts))
    given = {keyword.arg for keyword in call.keywords}
    if unreadable or None in given or not texts:
        yield from unreadable
        return
    asked = frozenset[str]().union(*map(placeholders, texts))
    for name in sorted(asked - given - always):
        yield f"the text asks for {{{name}}}, the call does not give it"
    for name in sorted(str(name) for name in given - asked - always):
        yield f"the call gives {name}, the text does not ask for it"


def _unreadable(texts: list[str]) -> Iterator[str]:
    for text in texts:
        try:
            placeholders(text)
        except ValueError as error:
            yield str(error)
