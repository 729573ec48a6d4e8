"""Which rows are worth comparing: those that share a telephone number, a day of birth and a name, an address …"""

import polars as pl

# A key that more rows share says nothing about two of them, and comparing all of those takes time.
MOST_ALIKE = 60
# Each line is one key; rows that fill all of its parts alike are compared. `part:n` is the first n letters.
KEYS = (
    ("phone",), ("email",), ("brin",), ("site", "last_sound:2"),
    ("birth", "first:2"), ("birth", "last_sound:2"), ("birth", "postcode"), ("birth", "number"),
    ("last_sound", "first"), ("last_sound", "postcode"), ("last_sound", "street:6"),
    ("last_sound", "number", "first:1"), ("first", "postcode"), ("first", "street:6"), ("first", "last:3", "place:4"),
    ("postcode", "number"), ("street", "number"), ("street:6", "postcode", "first:1"),
    ("last_sound", "first:1", "place"), ("last_sound", "organisation"),
)  # fmt: skip
# Who bears two names is found under either, and so is whoever has first and last name in each other's box:
# what one row has in the forms on the left, the other has in those on the right.
CROSSED = (
    (("last_sound", "first"), ("second_sound", "first")), (("last_sound", "birth"), ("second_sound", "birth")),
    (("last_sound", "postcode"), ("second_sound", "postcode")), (("last_sound", "phone"), ("second_sound", "phone")),
    (("last", "first"), ("first", "last")), (("last_sound", "birth"), ("first_sound", "birth")),
)  # fmt: skip


def candidates(forms: pl.DataFrame) -> pl.DataFrame:
    """Pairs of rows `a` < `b` that share at least one key."""
    keyed = [(_keyed(forms, key), _keyed(forms, key)) for key in KEYS]
    keyed += [(_keyed(forms, left), _keyed(forms, right)) for left, right in CROSSED]
    return pl.concat(_pairs(one, other) for one, other in keyed).unique()


def _keyed(forms: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """Every row with the text others must share; rows that lack a part of it are left out."""
    parts = []
    for part in key:
        form, _, letters = part.partition(":")
        filled = pl.when(pl.col(form) != "").then(pl.col(form))
        parts.append(filled.str.slice(0, int(letters)) if letters else filled)
    keyed = forms.select("row", key=pl.concat_str(parts, separator="|")).drop_nulls()
    return keyed.filter(pl.len().over("key") <= MOST_ALIKE)


def _pairs(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    both = one.join(other, on="key", suffix="_b").filter(pl.col("row") != pl.col("row_b"))
    return both.select(a=pl.min_horizontal("row", "row_b"), b=pl.max_horizontal("row", "row_b")).unique()
