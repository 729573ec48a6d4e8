"""Rows behind a figure as a person reads them: heads in words, codes by their name, and why a number is missing."""

from collections.abc import Callable, Mapping

import polars as pl

from biebwijzer import activities
from biebwijzer.look.values import why_missing
from biebwijzer.segments.groups import group_name, kind_name
from biebwijzer.words import Words, mark

COLUMNS = {
    "library": mark("Bibliotheek"),
    "branch": mark("Vestiging"),
    "held_on": mark("Dag"),
    "title": mark("Titel"),
    "core_function": mark("Kernfunctie"),
    "pillar": mark("Pijler"),
    "form": mark("Vorm"),
    "participants": mark("Deelnemers"),
    "origin": mark("Herkomst"),
    "month": mark("Maand"),
    "door": mark("Deur"),
    "counted_at": mark("Begin van de telling"),
    "loaned_on": mark("Dag"),
    "material": mark("Materiaal"),
    "visits": mark("Bezoeken"),
    "loans": mark("Uitleningen"),
    "since": mark("Jaar vanaf"),
    "active_users": mark("Actieve gebruikers"),
    "book_loans": mark("Uitgeleende boeken"),
    "audiobook_loans": mark("Uitgeleende luisterboeken"),
    "ebook_loans": mark("Uitgeleende e-books"),
    "eaudio_loans": mark("Uitgeleende online luisterboeken"),
    "measure": mark("Wat"),
    "number": mark("Aantal"),
    "segment": mark("Groep"),
    "from_segment": mark("Een jaar eerder"),
    "to_segment": mark("Nu"),
    "person_kind": mark("Soort"),
    "known_since": mark("Bekend sinds"),
    "status": mark("Status"),
    "year": mark("Jaar"),
    "postcode_area": mark("Postcodegebied"),
    "joined_on": mark("Lid sinds"),
    "last_used_on": mark("Laatst gebruikt"),
    "starts_at": mark("Begin"),
    "ends_at": mark("Einde"),
    "registered_at": mark("Aangemeld op"),
    "first_reserved_at": mark("Eerste reservering"),
    "first_used_on": mark("Eerste moment"),
    "second_used_on": mark("Tweede moment"),
    "moments": mark("Momenten"),
    "is_new_audience": mark("Nieuw publiek"),
    "is_back": mark("Kwam terug"),
    "hour_at": mark("Uur"),
    "reserved_hours": mark("Plekuren"),
    "answered_on": mark("Datum"),
    "visit_reason": mark("Reden van bezoek"),
    "satisfaction": mark("Rapportcijfer"),
    "recommendation": mark("Aanbevelen"),
    "sent_on": mark("Verzonden op"),
    "sent": mark("Verzonden"),
    "delivered": mark("Bezorgd"),
    "opened": mark("Geopend"),
    "clicked": mark("Geklikt"),
    "bounced": mark("Onbestelbaar"),
    "unsubscribed": mark("Afgemeld"),
    "school": mark("School"),
    "programme": mark("Programma"),
    "school_year": mark("Schooljaar vanaf"),
    "level": mark("Niveau"),
    "pupils": mark("Leerlingen"),
    "file_name": mark("Bestand"),
    "source_row": mark("Rij in het bestand"),
}

MEASURES = {"visits": mark("Bezoeken"), "loans": mark("Uitleningen")}
MATERIALS = {
    "adult_book": mark("Boek voor volwassenen"),
    "youth_book": mark("Jeugdboek"),
    "audiovisual": mark("Beeld en geluid"),
    "digital": mark("Digitaal"),
}
# Codes by the name they have on the screen.
CODES = {
    "core_function": activities.CORE_FUNCTIONS,
    "pillar": activities.PILLARS,
    "form": activities.FORMS,
    "origin": activities.ORIGINS,
    "measure": MEASURES,
    "material": MATERIALS,
}
# Codes that have a name on the screen.
NAMED: Mapping[str, Callable[[str, Words], str]] = {
    **dict.fromkeys(("segment", "from_segment", "to_segment"), group_name),
    "person_kind": kind_name,
}


def readable(rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The rows with their heads in words, dates as one writes them and the reason where a number is missing."""
    columns = []
    for column, head in COLUMNS.items():
        if column in rows.columns:
            columns.append(_written(rows, column, words).alias(words(head)))
    return rows.select(columns)


def _written(rows: pl.DataFrame, column: str, words: Words) -> pl.Series:
    values, twin = rows[column], f"{column}_missing"
    if values.dtype == pl.Date:
        say = words.month if column == "month" else words.date
        told = {day: say(day) for day in values.unique().drop_nulls()}
        return pl.Series([told.get(day, "") for day in values], dtype=pl.String)
    if isinstance(values.dtype, pl.Datetime):
        return values.dt.strftime("%d-%m-%Y %H:%M").fill_null("")
    if column in CODES:
        return pl.Series(
            [words(CODES[column][code]) if code in CODES[column] else "" for code in values], dtype=pl.String
        )
    if column in NAMED:
        return pl.Series([NAMED[column](code, words) for code in values], dtype=pl.String)
    if twin in rows.columns:
        pairs = rows.select(column, twin).iter_rows()
        shown = [words.number(value) if value is not None else why_missing(why, words) for value, why in pairs]
        return pl.Series(shown, dtype=pl.String)
    return values
