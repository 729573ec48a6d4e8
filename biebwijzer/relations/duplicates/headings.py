"""Which column of a list is what: by its heading in Dutch or English, or by a map a person wrote."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations.duplicates.spelling import COLUMNS
from biebwijzer.relations.naming import searchable
from biebwijzer.words import mark

# Headings as they are compared: small letters, digits and single spaces.
HEADINGS = {
    "first_name": ("voornaam", "voornamen", "roepnaam", "voorletters", "first name", "firstname", "given name",
                   "forename"),
    "prefix": ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "prefix", "infix"),
    "last_name": ("achternaam", "familienaam", "naam", "last name", "lastname", "surname", "family name", "name"),
    "birth_date": ("geboortedatum", "geboren", "geb datum", "birth date", "birthdate", "date of birth", "dob", "born"),
    "street": ("straat", "straatnaam", "adres", "street", "street name", "address", "address 1"),
    "house_number": ("huisnummer", "huisnr", "nummer", "nr", "house number", "street number", "number"),
    "postcode": ("postcode", "zip", "zip code", "postal code"),
    "place": ("plaats", "woonplaats", "plaatsnaam", "place", "city", "town", "suburb"),
    "phone": ("telefoon", "telefoonnummer", "mobiel", "tel", "gsm", "phone", "telephone", "phone number", "mobile"),
    "email": ("e mail", "email", "mail", "e mailadres", "emailadres", "mailadres", "email address", "e mail address"),
    "brin": ("brin", "brinnummer", "brin nummer", "vestigingscode", "vestigingsnummer"),
    "site": ("site", "website", "internetadres", "url", "web"),
    "organisation": ("organisatie", "organisatienaam", "bedrijf", "instelling", "school", "vestigingsnaam",
                     "organisation", "organization", "company"),
}  # fmt: skip
# Of an organisation these say nothing: everybody's is one.
ANYBODY = {
    "stichting", "vereniging", "bv", "nv", "de", "het", "een", "en", "te", "van", "voor", "in", "st", "basisschool",
    "school", "obs", "rkbs", "pcbs", "cbs", "bs", "kbs", "foundation", "the", "of", "and",
}  # fmt: skip


class NotMapped(BiebwijzerError):
    """The list has no column that names anybody, or the map names one that is not there."""


def mapped(heads: Sequence[str], written: Mapping[str, str] | None = None) -> dict[str, str]:
    """What is compared -> the heading of its column; by the map when one is given, else by the headings."""
    if written is not None:
        return _checked(heads, written)
    known = {searchable(head.replace("_", " ")): head for head in reversed(heads)}
    found: dict[str, str] = {}
    for column, names in HEADINGS.items():
        heading = next((known[name] for name in names if name in known), None)
        if heading is not None and heading not in found.values():
            found[column] = heading
    if not {"last_name", "organisation", "email", "phone"} & set(found):
        raise NotMapped(mark("Geen kolom met namen herkend in: {heads}. Geef met --map aan welke kolom wat is."),
                        heads=", ".join(heads))  # fmt: skip
    return found


def _checked(heads: Sequence[str], written: Mapping[str, str]) -> dict[str, str]:
    strange = [column for column in written if column not in COLUMNS]
    if strange:
        raise NotMapped(mark("De kaart noemt {strange}; dit kan: {columns}."), strange=", ".join(strange),
                        columns=", ".join(COLUMNS))  # fmt: skip
    gone = [heading for heading in written.values() if heading not in heads]
    if gone:
        raise NotMapped(mark("De kaart noemt {gone}, maar het bestand heeft: {heads}."), gone=", ".join(gone),
                        heads=", ".join(heads))  # fmt: skip
    return dict(written)


def read_map(path: Path) -> dict[str, str]:
    """A map as text: `last_name = "Achternaam"` a line, under [columns] or at the top."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotMapped(mark("De kaart {name} is niet te lezen."), name=path.name) from error
    inside = said.get("columns", said)
    if not isinstance(inside, dict) or not all(isinstance(heading, str) for heading in inside.values()):
        raise NotMapped(mark("De kaart {name} zegt per regel welke kolom wat is: {example}."), name=path.name,
                        example='last_name = "Achternaam"')  # fmt: skip
    return inside


def as_columns(table: pl.DataFrame, columns: Mapping[str, str], kind: str) -> pl.DataFrame:
    """The table with the columns that are compared; an organisation by what its name has of its own."""
    made = table.select(pl.col(heading).alias(column) for column, heading in columns.items())
    if kind == "person":
        return made
    named = "organisation" if "organisation" in made.columns else "last_name"
    if named not in made.columns:
        raise NotMapped(mark("Geen kolom met de naam van een organisatie. Geef met --map aan welke het is."))
    own = made[named].cast(pl.String).fill_null("").map_elements(telling, return_dtype=pl.String)
    left = made.drop("first_name", "prefix", "birth_date", "organisation", strict=False).with_columns(last_name=own)
    # The place tells organisations of one name apart, as a first name does with people.
    return left.with_columns(first_name=pl.col("place")) if "place" in left.columns else left


def telling(name: str) -> str:
    """The words of an organisation's name that tell it from another, in one order: Welzijn Noord is Noord Welzijn."""
    words = searchable(name).split()
    return "".join(sorted(word for word in words if word not in ANYBODY) or sorted(words))
