"""What a column of a list can be: the fields of a person or an organisation, and what is never taken over."""

import re
from collections.abc import Iterable, Mapping, Sequence

from biebwijzer.relations.reading import never, plain
from biebwijzer.words import mark

PERSON, ORGANISATION = "person", "organisation"
KINDS: Mapping[str, str] = {PERSON: mark("personen"), ORGANISATION: mark("organisaties")}
# Field -> what one chooses on the screen, in the order of the screen.
FIELDS: Mapping[str, Mapping[str, str]] = {
    PERSON: {
        "full_name": mark("Hele naam"),
        "first_name": mark("Voornaam"),
        "infix": mark("Tussenvoegsel"),
        "last_name": mark("Achternaam"),
        "email": mark("E-mail"),
        "phone": mark("Telefoon"),
        "second_phone": mark("Tweede telefoon (komt in de notitie)"),
        "postcode": mark("Postcode"),
        "place": mark("Woonplaats"),
        "organisation": mark("Organisatie"),
        "role": mark("Functie"),
        "since": mark("In functie sinds"),
        "birth_date": mark("Geboortedatum (alleen om de leeftijd te toetsen)"),
        "age": mark("Leeftijd (alleen om te toetsen)"),
        "note": mark("Notitie"),
        "person_id": mark("Nummer van de kaart"),
    },
    ORGANISATION: {
        "name": mark("Naam"),
        "kind": mark("Soort"),
        "postcode": mark("Postcode"),
        "place": mark("Plaats"),
        "phone": mark("Telefoon"),
        "website": mark("Site"),
        "brin": mark("BRIN of vestigingscode"),
        "municipality_id": mark("Gemeentecode"),
        "note": mark("Notitie"),
        "organisation_id": mark("Nummer van de kaart"),
    },
}
# What we write beside refused rows; a list that comes back mended is the same list.
LINE, WHY = mark("Regel in de lijst"), mark("Waarom niet overgenomen")
OWN_HEADS = {"regel in de lijst", "waarom niet overgenomen", "line in the list", "why not taken over"}
# What a row must have one of to be about somebody.
NAMING = {PERSON: ("full_name", "last_name", "first_name"), ORGANISATION: ("name",)}
# Headings as they are compared: small letters, digits and single spaces. The first that fits is taken.
HEADINGS: Mapping[str, Mapping[str, str]] = {
    PERSON: {
        "full_name": "naam, volledige naam, hele naam, contactpersoon, naam contactpersoon, contact, relatie, name,"
        " full name, display name, contact name",
        "first_name": "voornaam, voornamen, roepnaam, voorletters, initialen, first name, firstname, given name,"
        " forename, initials",
        "infix": "tussenvoegsel, tussenvoegsels, tussenv, tv, tsv, voorvoegsel, voorvoegsels, infix, prefix,"
        " middle name",
        "last_name": "achternaam, achternamen, familienaam, geslachtsnaam, last name, lastname, surname, family name",
        "email": "e mail, email, mail, e mailadres, emailadres, mailadres, e mail adres, email address,"
        " e mail address, e mail 1 value",
        "phone": "telefoon, telefoonnummer, tel, telnr, tel nr, telefoonnr, phone, telephone, phone number,"
        " telephone number, phone 1 value, mobiel, mobiele telefoon, mobiel nummer, gsm, mobile, mobile phone,"
        " 06 nummer, 06",
        "second_phone": "mobiel, mobiele telefoon, mobiel nummer, gsm, mobile, mobile phone, 06 nummer, 06, telefoon 2,"
        " tweede telefoon, telefoon werk, telefoon prive, phone 2, second phone, work phone, home phone",
        "postcode": "postcode, pc, zip, zip code, postal code",
        "place": "woonplaats, plaats, plaatsnaam, stad, place, city, town",
        "organisation": "organisatie, organisatienaam, bedrijf, bedrijfsnaam, instelling, school, schoolnaam,"
        " werkgever, werkt bij, organisation, organization, company, employer, organization name",
        "role": "functie, rol, functienaam, functietitel, role, job title, title, position, function",
        "since": "in functie sinds, in role since, sinds, in dienst sinds, datum in dienst, contact sinds, vanaf,"
        " since, from, start date",
        "birth_date": "geboortedatum, geboren, geb datum, gebdat, geb, verjaardag, birth date, birthdate,"
        " date of birth, dob, birthday",
        "age": "leeftijd, age",
        "note": "notitie, notities, opmerking, opmerkingen, aantekening, aantekeningen, toelichting, bijzonderheden,"
        " note, notes, remark, remarks, comments",
        "person_id": "nummer van de kaart, person id, number of the card",
    },
    ORGANISATION: {
        "name": "naam, organisatie, organisatienaam, bedrijf, bedrijfsnaam, instelling, school, schoolnaam,"
        " vestigingsnaam, naam organisatie, naam school, name, organisation, organization, company",
        "kind": "soort, type, categorie, soort organisatie, kind, category",
        "postcode": "postcode, pc, zip, zip code, postal code",
        "place": "plaats, plaatsnaam, vestigingsplaats, woonplaats, place, city, town",
        "phone": "telefoon, telefoonnummer, tel, telnr, tel nr, telefoonnr, phone, telephone, phone number,"
        " telephone number",
        "website": "site, website, internetadres, webadres, url, web, homepage",
        "brin": "brin or location code, vestigingscode, brin, brinnummer, brin nummer, brin of vestigingscode",
        "municipality_id": "gemeentenummer, gemeentecode, municipality code",
        "note": "notitie, notities, opmerking, opmerkingen, aantekening, aantekeningen, toelichting, bijzonderheden,"
        " note, notes, remark, remarks, comments",
        "organisation_id": "nummer van de kaart, organisation id, number of the card",
    },
}
CONSENT = re.compile(r"\b(toestemming|consent|nieuwsbrief|newsletter|opt in|optin|mag (mailen|bellen)|mailing|akkoord)")


def about_consent(heading: str) -> bool:
    """Whether a column says who agreed to something."""
    return CONSENT.search(plain(heading)) is not None


# What a cell says when somebody ticked it.
YES = {"ja", "j", "yes", "y", "true", "waar", "1", "x", "v", "ok", "oke", "akkoord", "aan", "on", "wel", "ingeschreven",
       "aangemeld", "subscribed", "toestemming"}  # fmt: skip


def says_yes(cell: str) -> bool:
    """Whether a cell in a column about consent claims that somebody agreed."""
    said = plain(cell)
    return said in YES or said.startswith(("ja ", "yes ")) or cell.strip() in ("✓", "✔", "☑", "✅")


def suggested(heads: Sequence[str], kind: str) -> dict[str, str]:
    """Field -> the heading that probably holds it; a heading fills one field."""
    known: dict[str, str] = {}
    for head in heads:
        if not never(head) and not about_consent(head):
            known.setdefault(plain(head), head)
    found: dict[str, str] = {}
    for field, names in HEADINGS[kind].items():
        taken = set(found.values())
        heading = next((known[name] for name in names.split(", ") if known.get(name, "") not in ("", *taken)), None)
        if heading:
            found[field] = heading
    if kind == PERSON and "full_name" in found and "first_name" in found and "last_name" not in found:
        # Beside a first name a column called 'naam' holds the last one.
        found["last_name"] = found.pop("full_name")
    return found


def likely_kind(heads: Sequence[str]) -> str:
    """Persons or organisations: whichever more headings speak of."""
    spoken = {kind: suggested(heads, kind) for kind in KINDS}
    personal = {"first_name", "last_name", "infix", "role", "birth_date"} & set(spoken[PERSON])
    if personal or "name" not in spoken[ORGANISATION]:
        return PERSON
    return ORGANISATION if {"brin", "website", "kind", "municipality_id"} & set(spoken[ORGANISATION]) else PERSON


def key_of(heads: Iterable[str]) -> str:
    """What a set of headings is known by, in whatever order they stand."""
    return "\n".join(sorted({plain(head) for head in heads} - OWN_HEADS))
