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
    every = forms.lazy()
    return _collected([_pairs(_keyed(every, left), _keyed(every, right)) for left, right in _ways()])


def candidates_of(forms: pl.DataFrame, few: pl.DataFrame) -> pl.DataFrame:
    """Those of the same pairs in which a row of `few` stands: in a moment, however long the list is."""
    known = {form for form in few.columns if form != "row" and (few[form] != "").any()}
    # The other way round too: here one side is always one of the few.
    ways = [(left, right) for left, right in {*_ways(), *((right, left) for left, right in CROSSED)}
            if known.issuperset(_form(part) for part in left)]  # fmt: skip
    met = {(_form(one), _form(other)) for left, right in ways for one, other in zip(left, right, strict=True)
           if ":" not in one + other}  # fmt: skip
    wanted = {mine: few[mine].filter(few[mine] != "").unique().implode() for mine, _ in met}
    # Whoever shares a key shares a part of it that is compared whole, so the rest can be left out of all keys alike.
    near = forms.lazy().filter(pl.any_horizontal(pl.lit(False), *(pl.col(b).is_in(wanted[a]) for a, b in met)))
    near = near.collect().lazy()
    return _collected([_pairs(_keyed(few.lazy(), left), _keyed(near, right)) for left, right in ways])


def _ways() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [*((key, key) for key in KEYS), *CROSSED]


def _form(part: str) -> str:
    return part.partition(":")[0]


def _collected(pairs: list[pl.LazyFrame]) -> pl.DataFrame:
    if not pairs:
        return pl.DataFrame(schema={"a": pl.UInt32, "b": pl.UInt32})
    return pl.concat(pairs).unique().collect()


def _keyed(forms: pl.LazyFrame, key: tuple[str, ...]) -> pl.LazyFrame:
    """Every row with the text others must share; rows that lack a part of it are left out."""
    parts = []
    for part in key:
        form, _, letters = part.partition(":")
        filled = pl.when(pl.col(form) != "").then(pl.col(form))
        parts.append(filled.str.slice(0, int(letters)) if letters else filled)
    keyed = forms.select("row", key=pl.concat_str(parts, separator="|")).drop_nulls()
    return keyed.filter(pl.len().over("key") <= MOST_ALIKE)


def _pairs(one: pl.LazyFrame, other: pl.LazyFrame) -> pl.LazyFrame:
    both = one.join(other, on="key", suffix="_b").filter(pl.col("row") != pl.col("row_b"))
    return both.select(a=pl.min_horizontal("row", "row_b"), b=pl.max_horizontal("row", "row_b"))
