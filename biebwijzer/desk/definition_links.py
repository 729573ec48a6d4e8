"""The way to a definition, and to what rests on a column, from any text on a page."""

from urllib.parse import quote

from biebwijzer.desk.markup import Markup, markup


def definition_address(name: str) -> str:
    """Where a definition is read."""
    return f"definities?begrip={quote(name, safe='')}"


def definition_anchor(name: str, label: str) -> Markup:
    """The way to the definition behind a figure."""
    return markup(
        '<a href="definities?begrip={name}" target="_self">{label}</a>', name=quote(name, safe=""), label=label
    )


def column_anchor(column: str) -> Markup:
    """A column of a table as the way to every figure that rests on it."""
    name = quote(column, safe="")
    return markup('<a href="definities?kolom={name}" target="_self">{label}</a>', name=name, label=column)
