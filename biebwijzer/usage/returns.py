"""What libraries state of a whole year: active users, and loans of every format."""

import polars as pl

from biebwijzer.look import Drawing, Exhibit, Shown, columns
from biebwijzer.warehouse import Answer, Row
from biebwijzer.words import Words, mark

# What the question calls the row that adds all libraries up.
ALL = "all"
YEAR = Shown("year", mark("Jaar"), "year")


def with_year(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with the year by its number, and all libraries together by what one calls them."""
    rows = answer.rows.with_columns(year=pl.col("since").dt.year())
    if "library" not in rows.columns:
        return rows
    together = pl.when(pl.col("library") == ALL).then(pl.lit(words("Alle samen"))).otherwise(pl.col("library"))
    return rows.with_columns(library_name=together)


def together(answer: Answer) -> pl.DataFrame:
    """A row per year, all libraries together; a year in between that nobody stated is there without a number."""
    rows = answer.rows.with_columns(year=pl.col("since").dt.year())
    if "library" in rows.columns:
        rows = rows.filter(pl.col("library") == ALL)
    if rows.is_empty():
        return rows
    stated = rows["year"].to_list()
    absent = sorted(set(range(min(stated), max(stated))) - set(stated))
    missing = pl.DataFrame({"year": absent}, schema={"year": rows["year"].dtype})
    measure = f"{answer.query.measure}_missing"
    return pl.concat([rows, missing.with_columns(pl.lit("not_delivered").alias(measure))], how="diagonal").sort("year")


def _last(answer: Answer) -> Row | None:
    """The last year with a number."""
    known = together(answer).drop_nulls(answer.query.measure)
    return None if known.is_empty() else known.row(-1, named=True)


def _draw(answer: Answer, words: Words) -> Drawing:
    below, last = answer.thresholds.hidden_below(answer.audience), _last(answer)
    value, focus = str(answer.query.measure), last["year"] if last else None
    return columns(together(answer), words, year="year", value=value, highlight=focus, below=below)


def _told(answer: Answer, words: Words, sentence: str, asked: str) -> str:
    last = _last(answer)
    if last is None:
        return words(asked)
    return words(sentence, year=last["year"], number=words.number(last[str(answer.query.measure)]))


def users_title(answer: Answer, words: Words) -> str:
    """How many active users the last year had."""
    sentence = mark("In {year} waren er {number} actieve gebruikers")
    return _told(answer, words, sentence, mark("Hoeveel actieve gebruikers zijn er per jaar?"))


def users_subtitle(answer: Answer, words: Words) -> str:
    """Who counts, and of how many libraries there is a number."""
    said = words("zoals opgegeven · wie in het jaar iets leende, telt één keer")
    last = _last(answer)
    if last is None:
        return said
    libraries = answer.rows.filter(pl.col("since") == last["since"], pl.col("library") != ALL)
    if len(libraries) < 2:
        return said
    stated = libraries.height - libraries["active_users"].null_count()
    number = words(
        "{n} van {all} bibliotheken met een getal", n=words.number(stated), all=words.number(libraries.height)
    )
    return f"{said} · {number}"


def loans_title(answer: Answer, words: Words) -> str:
    """How many loans the last year had."""
    sentence = mark("In {year} waren er {number} uitleningen")
    return _told(answer, words, sentence, mark("Hoeveel uitleningen gaven we per jaar op?"))


def loans_subtitle(answer: Answer, words: Words) -> str:
    """What is in it, and how many returns lack a format."""
    said = words("zoals opgegeven · met verlengingen, luisterboeken en digitaal")
    last = _last(answer)
    if last is None or not last["incomplete"]:
        return said
    lacking = words.plural(
        "bij {n} opgave ontbreekt een soort", "bij {n} opgaven ontbreekt een soort", last["incomplete"]
    )
    return f"{said} · {lacking}"


def _years_told(answer: Answer, words: Words, title: str) -> str:
    years = together(answer).tail(3).select("year", str(answer.query.measure)).iter_rows()
    known = [words("{year}: {number}", year=year, number=words.number(number)) for year, number in years if number]
    return words("{title}. {years}.", title=title, years=words.list(known)) if known else title


def users_alternative(answer: Answer, words: Words) -> str:
    """The columns of active users in words."""
    return _years_told(answer, words, users_title(answer, words))


def loans_alternative(answer: Answer, words: Words) -> str:
    """The columns of loans in words."""
    return _years_told(answer, words, loans_title(answer, words))


ACTIVE_USERS = Exhibit(
    name="usage/active_users",
    question="usage/active_users",
    draw=_draw,
    title=users_title,
    subtitle=users_subtitle,
    alternative=users_alternative,
    table=(
        YEAR,
        Shown("library_name", mark("Bibliotheek"), "text"),
        Shown("active_users", mark("Actieve gebruikers"), "number"),
    ),
    derived=with_year,
)
STATED_LOANS = Exhibit(
    name="usage/stated_loans",
    question="usage/stated_loans",
    draw=_draw,
    title=loans_title,
    subtitle=loans_subtitle,
    alternative=loans_alternative,
    table=(
        YEAR,
        Shown("loans", mark("Uitleningen"), "number"),
        Shown("book_loans", mark("Boeken"), "number"),
        Shown("audiobook_loans", mark("Luisterboeken"), "number"),
        Shown("ebook_loans", mark("E-books"), "number"),
        Shown("eaudio_loans", mark("Online luisterboeken"), "number"),
        Shown("libraries", mark("Opgaven"), "number"),
        Shown("incomplete", mark("Opgaven waarin iets ontbreekt"), "number"),
    ),
    derived=with_year,
)
