"""Business cards as programs and telephones write them (vCard 2.1, 3.0, 4.0): read as rows of a list, and written."""

import quopri
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

BEGIN = re.compile(rb"^\s*BEGIN:VCARD\s*$", re.IGNORECASE | re.MULTILINE)
# The headings a card is read under: those that a list would have.
HEADS = (
    "Volledige naam", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mail", "Telefoon", "Telefoon 2", "Postcode",
    "Plaats", "Organisatie", "Functie", "Geboortedatum", "Notitie", "Nummer van de kaart",
)  # fmt: skip
OWN = "X-BIEBWIJZER-CARD"
LONGEST_LINE = 75


@dataclass(frozen=True)
class Line:
    """One property of a card: its name, its parameters, its value as text."""

    name: str
    params: Mapping[str, str]
    value: str


def are_cards(data: bytes) -> bool:
    """Whether these bytes are business cards."""
    return BEGIN.search(data[:4096].replace(b"\x00", b"")) is not None


def read(data: bytes) -> list[tuple[int, list[str]]]:
    """The line each card begins on, and its cells under HEADS."""
    found: list[tuple[int, list[str]]] = []
    lines: list[Line] = []
    begins = 0
    for number, text in unfolded(decoded(data)):
        line = parsed(text)
        if line.name == "BEGIN" and line.value.upper() == "VCARD":
            lines, begins = [], number
        elif line.name == "END" and begins:
            found.append((begins, cells(lines)))
            begins = 0
        elif begins:
            lines.append(line)
    if begins:
        # A file that was cut off: what is there of its last card.
        found.append((begins, cells(lines)))
    return found


def decoded(data: bytes) -> str:
    """The bytes as text; old telephones write what their maker liked."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines: one that begins with a space goes on, and so does a quoted-printable one that ends in '='."""
    kept, begins = "", 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        soft = kept.endswith("=") and "QUOTED-PRINTABLE" in kept.partition(":")[0].upper()
        if begins and (soft or line[:1] in (" ", "\t")):
            kept = kept[:-1] + line.lstrip() if soft else kept + line[1:]
            continue
        if kept.strip():
            yield begins, kept
        kept, begins = line, number
    if kept.strip():
        yield begins, kept


def parsed(text: str) -> Line:
    """`TEL;TYPE=CELL:0612345678` apart; a group such as `item1.` is dropped."""
    head, _, value = text.partition(":")
    name, *said = head.split(";")
    params = {}
    for one in said:
        key, is_named, written = one.partition("=")
        # In 2.1 a parameter may stand without its name.
        coded = key.upper() in ("QUOTED-PRINTABLE", "BASE64")
        named = key.upper() if is_named else ("ENCODING" if coded else "TYPE")
        params[named] = (written if is_named else key).strip('"')
    if params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = _unquoted(value, params.get("CHARSET", "utf-8"))
    return Line(name.rpartition(".")[2].strip().upper(), params, value.strip())


def _unquoted(value: str, charset: str) -> str:
    plain = quopri.decodestring(value.encode("utf-8", errors="replace"))
    for letters in (charset, "cp1252"):
        try:
            return plain.decode(letters)
        except (UnicodeDecodeError, LookupError):
            continue
    return plain.decode("utf-8", errors="replace")


def parts(value: str) -> list[str]:
    """A value between its semicolons, with what was escaped as it was meant."""
    return [unescaped(one).strip() for one in re.split(r"(?<!\\);", value)]


def unescaped(text: str) -> str:
    """`\\,` is a comma and `\\n` a new line."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def cells(lines: Iterable[Line]) -> list[str]:
    """One card as a row under HEADS."""
    lines = list(lines)
    name = [*parts(first(lines, "N")), "", "", "", ""]
    address = [*parts(first(lines, "ADR")), "", "", "", "", "", ""]
    numbers = [one.value.removeprefix("tel:") for one in lines if one.name == "TEL" and one.value]
    personal = bool(name[0] or name[1])
    given = " ".join(part for part in (name[1], name[2]) if part)
    return [
        "" if personal else unescaped(first(lines, "FN")), given, "", name[0], unescaped(first(lines, "EMAIL")),
        *[*numbers, "", ""][:2], address[5], address[3], parts(first(lines, "ORG"))[0],
        unescaped(first(lines, "TITLE") or first(lines, "ROLE")), first(lines, "BDAY"),
        unescaped(first(lines, "NOTE")), first(lines, OWN),
    ]  # fmt: skip


def first(lines: Iterable[Line], name: str) -> str:
    """The first value of a property; one that is preferred goes first."""
    found = [one for one in lines if one.name == name and one.value]
    preferred = [one for one in found if "PREF" in one.params or "pref" in one.params.get("TYPE", "").lower()]
    return next((one.value for one in [*preferred, *found]), "")


def written(people: Iterable[Mapping[str, object]]) -> bytes:
    """People as vCard 3.0, which every telephone and mail program reads."""
    return b"".join(_card(person) for person in people)


def _card(person: Mapping[str, object]) -> bytes:
    said = {name: str(value or "") for name, value in person.items()}
    last = " ".join(part for part in (said["infix"], said["last_name"]) if part)
    whole = " ".join(part for part in (said["first_name"], last) if part)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{escaped(last)};{escaped(said['first_name'])};;;"]
    lines.append(f"FN:{escaped(whole)}")
    for name, field in (("ORG", "organisation"), ("TITLE", "role"), ("EMAIL;TYPE=INTERNET", "email"), ("TEL", "phone")):
        if said[field]:
            lines.append(f"{name}:{escaped(said[field])}")
    if said["place"] or said["postcode"]:
        lines.append(f"ADR;TYPE=HOME:;;;{escaped(said['place'])};;{escaped(said['postcode'])};")
    if said["note"]:
        lines.append(f"NOTE:{escaped(said['note'])}")
    lines += [f"{OWN}:{said['person_id']}", "END:VCARD"]
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """A text in which nothing is taken for a separator."""
    plain = re.sub(r"[\\,;]", lambda found: "\\" + found.group(), text)
    return re.sub(r"\r\n|\r|\n", r"\\n", plain)


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, none of which cuts a letter in two."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return ("\r\n ".join([*pieces, piece]) + "\r\n").encode()
