"""What two people type alike for one name, number, day or address: each cell in the one form that is compared."""

import re
from collections.abc import Callable

import polars as pl

from biebwijzer.relations.naming import searchable

# What a table can say of somebody; every column may be left out.
COLUMNS = (
    "first_name", "prefix", "last_name", "birth_date", "street", "house_number", "postcode", "place", "phone", "email",
    "organisation", "brin", "site",
)  # fmt: skip
# Prefixes as they are written out, shortened or joined; they stand before a last name or behind it.
PREFIXES = {
    "aan", "bij", "d", "da", "dal", "de", "del", "den", "der", "des", "di", "dos", "el", "het", "in", "la", "le", "op",
    "s", "t", "te", "ten", "ter", "tot", "uit", "uijt", "van", "vanden", "vander", "vd", "v", "von", "vor", "zu", "zur",
}  # fmt: skip
SOUNDS = (
    ("ij", "y"), ("ei", "y"), ("ey", "y"), ("ck", "k"), ("ch", "g"), ("ph", "f"), ("th", "t"), ("dt", "t"),
    ("qu", "kw"), ("c", "k"), ("z", "s"), ("v", "f"), ("ks", "x"), ("ae", "a"), ("oe", "u"), ("uy", "ui"),
)  # fmt: skip
TWICE = re.compile(r"(.)\1+")
SHAPES = (
    (re.compile(r"(\d{4})\D?(\d{2})\D?(\d{2})(?:\D.*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4})(?:\D.*)?"), (3, 2, 1)),
    (re.compile(r"(\d{2})(\d{2})(\d{4})"), (3, 2, 1)),
)
FEWEST_DIGITS = 6


def joined(text: str) -> str:
    """Letters and digits only, in lower case and without accents."""
    return searchable(text).replace(" ", "")


def own_name(part: str) -> str:
    """A last name without its prefixes: `van den Berg`, `Berg, v.d.` and `vd Berg` are all `berg`."""
    words = searchable(part.split(",")[0] or part).split()
    left = list(words)
    while len(left) > 1 and left[0] in PREFIXES:
        left.pop(0)
    while len(left) > 1 and left[-1] in PREFIXES:
        left.pop()
    return "".join(left)


def last_names(text: str) -> list[str]:
    """The last names in a cell: a partner's and the own one are two, and either may be the only one elsewhere."""
    return [name for name in map(own_name, re.split(r"\s*[-\u2013/]\s*", text)) if name]


def last_name(text: str) -> str:
    """The first of the last names."""
    return (last_names(text) or [""])[0]


def second_name(text: str) -> str:
    """The other last name of who bears two."""
    return [*last_names(text), "", ""][1]


def sound(name: str) -> str:
    """What a name sounds like, roughly: ij as y, ck and c as k, z as s, v as f, dt as t, no letter twice."""
    for written, heard in SOUNDS:
        name = name.replace(written, heard)
    return TWICE.sub(r"\1", name)


def day_of_birth(text: str) -> str:
    """Year, month and day as eight digits; empty when it is no whole date."""
    for shape, (year, month, day) in SHAPES:
        if found := shape.fullmatch(text.strip()):
            return f"{found[year]}{int(found[month]):02d}{int(found[day]):02d}"
    return ""


def phone_number(text: str) -> str:
    """The last eight digits: how the country is dialled does not matter."""
    digits = re.sub(r"\D", "", text)
    return digits[-8:] if len(digits) >= FEWEST_DIGITS else ""


def house_number(text: str) -> str:
    """The number without what is added to it."""
    found = re.search(r"\d+", text)
    return found[0].lstrip("0") if found else ""


def site(text: str) -> str:
    """The address of a site without what all begin with and what leads into it."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", text.strip().lower()).split("/")[0]


# Name of the compared form -> the column it is made of, and how.
FORMS: dict[str, tuple[str, Callable[[str], str]]] = {
    "first": ("first_name", joined), "first_words": ("first_name", searchable), "last": ("last_name", last_name),
    "second": ("last_name", second_name), "birth": ("birth_date", day_of_birth), "street": ("street", joined),
    "number": ("house_number", house_number), "postcode": ("postcode", joined), "place": ("place", joined),
    "phone": ("phone", phone_number), "email": ("email", lambda text: text.strip().lower()),
    "organisation": ("organisation", joined), "brin": ("brin", joined), "site": ("site", site),
}  # fmt: skip


def spelled(table: pl.DataFrame) -> pl.DataFrame:
    """A row per row of `table`, its cells in the forms that are compared; empty text where nothing is known."""
    made = {form: _column(table, column, by) for form, (column, by) in FORMS.items()}
    made |= {f"{form}_sound": _each(made[form], sound) for form in ("last", "second", "first")}
    return pl.DataFrame(made).with_row_index("row")


def _column(table: pl.DataFrame, column: str, by: Callable[[str], str]) -> pl.Series:
    if column not in table.columns:
        return pl.repeat("", table.height, dtype=pl.String, eager=True)
    return _each(table[column].cast(pl.String).fill_null("").str.strip_chars(), by)


def _each(cells: pl.Series, by: Callable[[str], str]) -> pl.Series:
    """What `by` makes of every cell; a spelling that occurs often is looked at once."""
    known = {text: by(text) for text in cells.unique()}
    return cells.replace_strict(list(known), list(known.values()), return_dtype=pl.String)
