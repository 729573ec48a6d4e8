"""Placeholders: which names a text asks for, and a text with its names filled in."""

from collections.abc import Iterator, Mapping
from string import Formatter


def spoken(text: str) -> str:
    """A Dutch text as it is shown: what stands after | only tells two meanings of the same words apart."""
    return text.partition("|")[0]


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with each {name} replaced by its value, taken as it is; {{ and }} stand for a brace."""
    if "{" not in text and "}" not in text:
        return text
    return "".join(literal + _value_of(name, text, values) for literal, name in _parts(text))


def placeholders(text: str) -> frozenset[str]:
    """The names a text asks for; a ValueError when a brace in it can't be read."""
    return frozenset(name for _, name in _parts(text) if name is not None)


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """Each stretch of plain text with the name that follows it, None at the end."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(f"text {text!r} can't be filled: {error}; write {{{{ for a brace itself") from error
    for literal, name, spec, conversion in parts:
        if name is not None and (spec or conversion or not name.isidentifier()):
            raise ValueError(f"text {text!r} can't be filled: a placeholder is a plain name such as {{name}}")
        yield literal, name


def _value_of(name: str | None, text: str, values: Mapping[str, object]) -> str:
    if name is None:
        return ""
    if name not in values:
        given = ", ".join(sorted(values)) or "nothing"
        raise LookupError(f"text {text!r} needs {{{name}}}; got {given}")
    return str(values[name])
