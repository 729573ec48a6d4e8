"""Definitions: what every measure of the house means, as the headers of its questions say."""

from biebwijzer.warehouse import Query, all_queries
from biebwijzer.words import Words, mark

ROOMS = {
    "usage": mark("Gebruik"),
    "activities": mark("Activiteiten"),
    "segments": mark("Doelgroepen"),
    "propositions": mark("Proposities"),
    "relations": mark("Relaties"),
    "board": mark("Bestuur"),
    "explore": mark("Verkennen"),
    "intake": mark("Gegevens"),
}
# The role that decides what a number means.
OWNERS = {
    "manager": mark("manager"),
    "gegevensbeheerder": mark("gegevensbeheerder"),
    "coördinator": mark("coördinator"),
    "coördinator doelgroepen": mark("coördinator doelgroepen"),
    "coördinator proposities": mark("coördinator proposities"),
    "coördinator relaties": mark("coördinator relaties"),
    "beheerder": mark("beheerder"),
}
UNITS = {
    "activities": mark("activiteiten"),
    "activities and participants": mark("activiteiten en deelnemers"),
    "answers": mark("antwoorden"),
    "base year = 100": mark("basisjaar = 100"),
    "follow-ups": mark("beloften"),
    "loans": mark("uitleningen"),
    "mails": mark("mails"),
    "participants": mark("deelnemers"),
    "participants per activity": mark("deelnemers per activiteit"),
    "periods": mark("perioden"),
    "persons": mark("personen"),
    "place hours": mark("plekuren"),
    "pupils": mark("leerlingen"),
    "reservations": mark("reserveringen"),
    "sources": mark("bronnen"),
    "visits": mark("bezoeken"),
    "visits, loans": mark("bezoeken, uitleningen"),
}


def definitions() -> list[Query]:
    """Every measure, rooms in the order of the menu."""
    rooms = list(ROOMS)
    found = [one for one in all_queries() if one.is_measure]
    return sorted(found, key=lambda one: (rooms.index(one.room) if one.room in ROOMS else len(rooms), one.name))


def defined(name: str | None) -> Query | None:
    """The measure of that name, as it stands in an address; None when there is no such measure."""
    return next((one for one in definitions() if one.name == name), None)


def owner_of(query: Query) -> str:
    """Who decides what it means, as a marked text."""
    return OWNERS.get(query.owner, query.owner)


def unit_of(query: Query) -> str:
    """What is counted, as a marked text."""
    return UNITS.get(query.unit, query.unit)


def room_of(query: Query) -> str:
    """The room it belongs to, as a marked text."""
    return ROOMS.get(query.room, query.room)


def holding(asked: str, words: Words) -> list[Query]:
    """The measures of which the name, the count or a pitfall holds every word that is looked for."""
    wanted = asked.casefold().split()
    return [one for one in definitions() if all(word in all_said(one, words) for word in wanted)]


def all_said(query: Query, words: Words) -> str:
    """All that a definition says, to look in."""
    told = [words.either(said) for key in ("purpose", "counted", "numerator", "denominator", "pitfalls")
            if (said := query.said(key))]  # fmt: skip
    beside = [query.name, query.formula, words(owner_of(query)), words(unit_of(query)), words(room_of(query))]
    return " ".join([*told, *beside]).casefold()
