"""A row of a list as a draft of a person or an organisation, or why it can't be one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from biebwijzer.access import filled
from biebwijzer.exports.formulas import looks_like_formula
from biebwijzer.problems import Problem
from biebwijzer.relations import organisations, people, reading
from biebwijzer.relations.importing import own_columns, tidying
from biebwijzer.relations.importing.fields import PERSON, about_consent, says_yes, suggested
from biebwijzer.relations.importing.maps import ImportMap
from biebwijzer.relations.importing.tables import ListRead
from biebwijzer.relations.importing.tidying import Unreadable
from biebwijzer.relations.naming import full_name, place_name, searchable
from biebwijzer.relations.organisations import KINDS, OrganisationDraft
from biebwijzer.relations.own_fields import DATE
from biebwijzer.relations.people import PersonDraft
from biebwijzer.words import mark

YOUNGEST = 16
OLDEST_SINCE = 1950


@dataclass(frozen=True)
class RowRead:
    """One row: what it says of a card, and what stands in the way; it keeps its cells as they were."""

    line: int
    cells: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    # What says where somebody works: organisation, role, since.
    works: Mapping[str, Any] = field(default_factory=dict)
    # The number of a card, when the list came from here.
    card_id: str | None = None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    # Columns in which it says yes to something, without proof.
    claims: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a person reads of whom the row is about."""
        if "name" in self.values:
            return str(self.values["name"])
        return full_name(self.values.get("first_name"), self.values.get("infix"), self.values.get("last_name") or "")


class Cells:
    """The cells of one row by field; what can't be read becomes a problem instead of a value."""

    def __init__(self, cells: Mapping[str, str], columns: Mapping[str, str]) -> None:
        self._cells, self._columns = cells, columns
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []

    def text(self, field: str) -> str | None:
        """What stands there, without spaces around it; nothing is None."""
        heading = self._columns.get(field)
        text = filled(" ".join(self._cells.get(heading, "").split())) if heading else None
        # An apostrophe before a sign is how a spreadsheet was told that this is a text.
        return text[1:] if text and text[0] == "'" and looks_like_formula(text[1:]) else text

    def read(self, field: str, way: Callable[[str], Any], word: str) -> Any:
        """What stands there as `way` reads it, or a problem with that sentence."""
        text = self.text(field)
        if text is None:
            return None
        try:
            return way(text)
        except Unreadable:
            self.problems.append(Problem(field, word, {"value": shown(text)}))
            return None


def shown(text: str) -> str:
    """As much of a value as fits a sentence; what may be a citizen's number or an account is not repeated."""
    seen = reading.read(text)
    return "…" if seen.bsn or seen.iban else text if len(text) <= 40 else text[:39] + "…"


def rows_read(found: ListRead, said: ImportMap, today: date) -> Iterator[RowRead]:
    """Every row of a list, the ones that did not fit its table included."""
    columns = {**tested(found, said), **said.columns}
    first = said.answers.get("dates") or found.dates
    read = person if said.kind == PERSON else organisation
    agreed = [head for head in found.heads if about_consent(head) and head not in columns.values()]
    for line, cells in found.rows:
        if any(cell.strip() for cell in cells.values()):
            kept = tuple(cells[head] for head in found.heads)
            row = replace(_with_own(read, Cells(cells, columns), said, first, today), line=line, cells=kept)
            yield without_proof(row, tuple(head for head in agreed if says_yes(cells[head])))
    for line, kept in found.misfits:
        width = mark("Deze rij heeft {seen} kolommen in plaats van {wanted}.")
        yield RowRead(line, kept, problems=(Problem("row", width, {"seen": len(kept), "wanted": len(found.heads)}),))


def _with_own(
    read: Callable[[Cells, str, date], RowRead], cells: Cells, said: ImportMap, first: str, today: date
) -> RowRead:
    """A row with what it says of own fields beside the rest."""
    row = read(cells, first, today)
    values, problems = own_columns.read(said.fields, cells.text, first, today)
    return replace(row, values={**row.values, **values}, problems=(*row.problems, *problems))


def without_proof(row: RowRead, claims: tuple[str, ...]) -> RowRead:
    """The same row; a yes in a list is no consent, and is remarked upon."""
    if not claims:
        return row
    word = mark("'Ja' bij {columns} zonder bewijs: geen toestemming, die blijft onbekend.")
    remark = Problem("consent", word, {"columns": ", ".join(claims)})
    return replace(row, claims=claims, remarks=(*row.remarks, remark))


def tested(found: ListRead, said: ImportMap) -> dict[str, str]:
    """Columns that say how old somebody is; they are read for the rule of sixteen even when nobody mapped them."""
    if said.kind != PERSON:
        return {}
    taken = set(said.columns.values())
    spoken = suggested(found.heads, PERSON)
    return {name: spoken[name] for name in ("birth_date", "age") if name in spoken and spoken[name] not in taken}


def reads_days(found: ListRead, said: ImportMap) -> bool:
    """Whether a day is read from this list at all."""
    own_days = any(one.kind == DATE for one in said.fields.values())
    return own_days or bool({"since", "birth_date"} & {*said.columns, *tested(found, said)})


def person(cells: Cells, first: str, today: date) -> RowRead:
    """A row as a person."""
    first_name, infix, last_name = names(cells)
    mails = tidying.mails(cells.text("email") or "")
    phone = telephone(cells, "phone")
    beside = [*mails[1:], *([second] if (second := telephone(cells, "second_phone")) and second != phone else [])]
    values: dict[str, Any] = {
        "first_name": first_name, "infix": infix, "last_name": last_name, "email": mails[0] if mails else None,
        "phone": phone, "postcode": a_postcode(cells), "place": a_place(cells),
        "note": noted(cells.text("note"), beside),
    }  # fmt: skip
    since = cells.read("since", lambda text: not_later(text, first, today), mark("'{value}' is geen dag die kan."))
    works = {"organisation": cells.text("organisation"), "role": cells.text("role"), "since": since}
    draft = PersonDraft(**{**values, "last_name": last_name or ""}, role=works["role"])
    problems = [*cells.problems, *people.problems(draft), *reading.refused("organisation", works["organisation"])]
    problems += too_young(cells, first, today)
    remarks = [*cells.remarks, *reading.warnings("note", values["note"])]
    if (works["role"] or since) and not works["organisation"]:
        remarks.append(Problem("role", mark("Een functie zonder organisatie nemen we niet over.")))
    return RowRead(0, (), values, works, cells.text("person_id"), tuple(problems), tuple(remarks))


def names(cells: Cells) -> tuple[str | None, str | None, str | None]:
    """First name, infix and last name, from three cells or from one."""
    first, infix, last = cells.text("first_name"), cells.text("infix"), cells.text("last_name")
    if last and not first and "," in last and tidying.parted(last)[1] != last.split(",")[0].strip():
        # 'Berg, Jan van der' in a column for last names.
        first, own_infix, last = tidying.whole(last)
        infix = infix or own_infix
    elif not last and (said := cells.text("full_name")):
        own_first, own_infix, last = tidying.whole(said)
        first, infix = first or own_first, infix or own_infix
    elif last:
        own_infix, last = tidying.parted(last)
        infix = infix or own_infix
    return tidying.cased(first), tidying.small(infix or ""), tidying.cased(last)


def telephone(cells: Cells, field: str) -> str | None:
    """A telephone number, and a word beside it when its plan says that nobody has it."""
    number = cells.read(field, tidying.phone, mark("'{value}' is geen telefoonnummer. Klopt het aantal cijfers?"))
    if number and not tidying.exists(number):
        cells.remarks.append(Problem(field, mark("Telefoonnummer {number} lijkt niet te bestaan."), {"number": number}))
    return number


def a_postcode(cells: Cells) -> str | None:
    """A postcode in the one way it is written."""
    return cells.read("postcode", tidying.postcode, mark("'{value}' is geen postcode. Schrijf hem zoals 3511 AB."))


def a_place(cells: Cells) -> str | None:
    """A place as one writes it; official lists have them in capitals."""
    text = cells.text("place")
    return place_name(text) if text and text.isupper() else text


def noted(note: str | None, beside: list[str]) -> str | None:
    """A note, with what found no place of its own on the card."""
    return filled("\n".join([*([note] if note else []), *beside]))


def not_later(text: str, first: str, today: date) -> date:
    """A day that lies behind us, and not before anybody works today."""
    day = tidying.a_day(text, first, today)
    if day.year < OLDEST_SINCE or day.year > today.year + 2:
        raise Unreadable
    return day


def too_young(cells: Cells, first: str, today: date) -> list[Problem]:
    """Whether somebody is under sixteen: of them there are no cards, and what was read of their age is not kept."""
    born = cells.read("birth_date", lambda text: tidying.a_day(text, first, today, born=True),
                      mark("'{value}' is geen geboortedatum. We moeten weten of iemand 16 is."))  # fmt: skip
    age = cells.read("age", whole_years, mark("'{value}' is geen leeftijd."))
    unreadable = [one for one in cells.problems if one.field in ("birth_date", "age")]
    young = (born and tidying.age_on(born, today) < YOUNGEST) or (age is not None and age < YOUNGEST)
    if not young:
        return unreadable
    return [Problem("birth_date", mark("Jonger dan 16: daar maken we geen kaart van. Neem een ouder of de school."))]


def whole_years(text: str) -> int:
    """An age."""
    number = text.removesuffix(".0").removesuffix(" jaar")
    if not number.isdigit() or int(number) > 130:
        raise Unreadable
    return int(number)


def organisation(cells: Cells, first: str, today: date) -> RowRead:
    """A row as an organisation."""
    code = cells.text("municipality_id")
    values: dict[str, Any] = {
        "name": cells.text("name"), "kind": a_kind(cells), "postcode": a_postcode(cells), "place": a_place(cells),
        "phone": telephone(cells, "phone"), "website": cells.text("website"),
        "brin": (cells.text("brin") or "").replace(" ", "").upper() or None,
        "municipality_id": f"GM{code.upper().removeprefix('GM').zfill(4)}" if code else None,
        "note": cells.text("note"),
    }  # fmt: skip
    draft = OrganisationDraft(**{**values, "name": values["name"] or "", "kind": values["kind"] or "other"})
    problems = [*cells.problems, *organisations.problems(draft)]
    remarks = [*cells.remarks, *reading.warnings("note", values["note"])]
    return RowRead(0, (), values, {}, cells.text("organisation_id"), tuple(problems), tuple(remarks))


def a_kind(cells: Cells) -> str | None:
    """The kind of an organisation, by its code or by what it is called; nothing when the list does not say."""
    text = cells.text("kind")
    if text is None:
        return "primary_school" if cells.text("brin") else None
    known = {searchable(name): code for code, name in KINDS.items()} | {searchable(code): code for code in KINDS}
    known |= KIND_WORDS
    found = known.get(searchable(text.replace("_", " ")))
    if found is None:
        cells.remarks.append(Problem("kind", mark("Soort '{value}' kennen we niet; het wordt 'overig'."),
                                     {"value": shown(text)}))  # fmt: skip
    return found


# How else one calls a kind.
KIND_WORDS = {
    "po": "primary_school", "bo": "primary_school", "school": "primary_school", "vo": "secondary_school",
    "voortgezet onderwijs": "secondary_school", "primary school": "primary_school", "roc": "vocational_school",
    "secondary school": "secondary_school", "municipality": "municipality", "gemeente": "municipality",
    "zorginstelling": "care", "care": "care", "bedrijf": "company", "company": "company", "stichting": "association",
    "vereniging": "association", "association": "association", "fund": "fund", "welfare": "welfare",
}  # fmt: skip
