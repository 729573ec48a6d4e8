"""What a list says, read from the many ways in which people and telephones write it."""

from datetime import date
from quopri import encodestring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.relations.importing import fields, first_map, read_list, tidying, vcards
from biebwijzer.relations.importing.tidying import Unreadable
from biebwijzer.relations.naming import dialled

pytestmark = pytest.mark.alike

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Proef van der Berg", ("Proef", "van der", "Berg")),
        ("Berg, Proef van der", ("Proef", "van der", "Berg")),
        ("Berg, van der, Proef", ("Proef", "van der", "Berg")),
        ("van der Berg, P.", ("P.", "van der", "Berg")),
        ("Dhr. P.T. v.d. Berg", ("P.T.", "v.d.", "Berg")),
        ("mevrouw P. 't Ei", ("P.", "'t", "Ei")),
        ("Proef El Test", ("Proef", "El", "Test")),
        ("Proef Toets de Vries", ("Proef Toets", "de", "Vries")),
        ("Proef Testpersoon-van Dam", ("Proef", None, "Testpersoon-van Dam")),
        ("de Vries", (None, "de", "Vries")),
        ("Testpersoon", (None, None, "Testpersoon")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(written, parts):
    assert tidying.whole(written) == parts


@pytest.mark.parametrize("written", ["van der Berg", "Berg, van der", "Berg van der", "Berg (van der)", "VAN DER Berg"])
def test_an_infix_stands_apart_however_it_was_written(written):
    assert tidying.parted(written) == ("van der", "Berg")


@pytest.mark.parametrize(
    "written",
    ["06-10000001", "0610000001", "06 1000 00 01", "+31 6 10000001", "0031610000001", "+31 (0)6 10000001", "610000001"],
)
def test_a_telephone_number_is_one_number_however_it_was_written(written):
    assert tidying.phone(written) == "+31610000001"


def test_a_kept_number_is_shown_as_one_dials_it_here_and_a_typed_one_as_it_was_typed():
    assert dialled("+31610000001") == "06 10000001"
    assert dialled("+32470100001") == "+32 470 10 00 01"
    assert [dialled(one) for one in ("030 - 1000 001", "+x")] == ["030 - 1000 001", "+x"]


@pytest.mark.parametrize("written", ["0612", "geen", "06-1000000100000", ""])
def test_what_is_no_telephone_number_is_not_made_one(written):
    with pytest.raises(Unreadable):
        tidying.phone(written)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("4-3-2026", date(2026, 3, 4)),
        ("04/03/26", date(2026, 3, 4)),
        ("13/02/2026", date(2026, 2, 13)),
        ("02/13/2026", date(2026, 2, 13)),
        ("4 maart 2026", date(2026, 3, 4)),
        ("4 mrt. 2026", date(2026, 3, 4)),
        ("2026-03-04 00:00:00", date(2026, 3, 4)),
        ("46085", date(2026, 3, 4)),
    ],
)
def test_a_day_is_read_in_every_way_one_writes_it(written, day):
    assert tidying.a_day(written, "day", TODAY) == day


def test_a_day_that_does_not_exist_is_none_and_a_birthday_lies_behind_us():
    with pytest.raises(Unreadable):
        tidying.a_day("31-02-2026", "day", TODAY)

    assert tidying.a_day("03-04-71", "day", TODAY, born=True) == date(1971, 4, 3)
    assert tidying.a_day("03-04-2024", "month", TODAY) == date(2024, 3, 4)
    assert (tidying.age_on(date(2010, 11, 23), TODAY), tidying.age_on(date(2010, 11, 24), TODAY)) == (16, 15)


def test_mail_and_postcode_get_the_one_form_they_are_kept_in():
    assert tidying.mails("Proef <Proef@X.example>; ") == ["proef@x.example"]
    assert tidying.mails("mailto:a@x.example, b@x.example") == ["a@x.example", "b@x.example"]
    assert [tidying.postcode(one) for one in ("3511ab", "3511 AB", "NL-3511 ab", "9000")] == ["3511 AB"] * 3 + ["9000"]


OLD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    + encodestring("Berg;Proéf;van der;;".encode()).replace(b"\n", b"")
    + b"\r\nTEL;CELL;PREF:0610000001\r\nTEL;HOME:030-1000002\r\nNOTE;ENCODING=QUOTED-PRINTABLE:regel=0D=0A=\r\neen\r\n"
    b"PHOTO;ENCODING=BASE64;TYPE=JPEG:AAAA\r\n BBBB\r\n\r\nEND:VCARD\r\n"
)
NEW = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:Toets van Dam\nN:van Dam;Toets;;;\nEMAIL;PREF=1:toets@x.example\n"
    "item1.TEL;VALUE=uri:tel:+31610000003\nORG:Proefschool\\, Klim;Onderbouw\nTITLE:directeur\nBDAY:19800213\n"
    "ADR:;;Proefstraat 1;Woerden;;3441 AB;NL\nEND:VCARD\nBEGIN:VCARD\nFN:Alleen Naam\nEND:VCARD\n"
)


def test_cards_of_old_and_new_telephones_are_read():
    old, new = read_list(OLD, "oud.vcf"), read_list(NEW.encode(), "nieuw.vcf")

    first = old.rows[0][1]
    assert (first["Voornaam"], first["Achternaam"]) == ("Proéf van der", "Berg")
    assert (first["Telefoon"], first["Telefoon 2"]) == ("0610000001", "030-1000002")
    assert first["Notitie"].split() == ["regel", "een"]
    second, third = (cells for _, cells in new.rows)
    assert (second["Achternaam"], second["E-mail"], second["Telefoon"]) == (
        "van Dam",
        "toets@x.example",
        "+31610000003",
    )
    assert (second["Organisatie"], second["Postcode"], second["Plaats"]) == ("Proefschool, Klim", "3441 AB", "Woerden")
    assert third["Volledige naam"] == "Alleen Naam"
    assert {"full_name", "last_name", "organisation", "birth_date"} <= set(first_map(new.heads).columns)


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=90).filter(
    lambda text: text == text.strip()
)


@given(last=TEXT, first=TEXT, note=TEXT)
def test_a_card_that_is_written_is_read_back_the_same(last, first, note):
    person = dict.fromkeys(("infix", "email", "phone", "postcode", "place", "organisation", "role", "person_id"), "")
    data = vcards.written([{**person, "last_name": last, "first_name": first, "note": note, "person_id": "1"}])

    ((_, cells),) = vcards.read(data)

    assert (cells[3], cells[1], cells[12], cells[13]) == (last, first, note, "1")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@pytest.mark.parametrize(
    "data",
    [b"BEGIN:VCARD", b"BEGIN:VCARD\nN:\xff\xfe;;\nEND:VCARD", b"BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=ZZ=\n"],
)
def test_a_broken_card_is_read_as_far_as_it_goes(data):
    assert len(vcards.read(data)) == 1


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader_of_cards(data):
    vcards.read(b"BEGIN:VCARD\n" + data)


def test_headings_are_known_in_dutch_and_english_and_some_are_never_taken():
    assert fields.suggested(["Naam", "Voornaam", "Tel.nr", "Mobiel", "E-mail adres"], "person") == {
        "first_name": "Voornaam",
        "phone": "Tel.nr",
        "second_phone": "Mobiel",
        "email": "E-mail adres",
        "last_name": "Naam",
    }
    assert fields.suggested(["Last Name", "First Name", "Company", "Job Title"], "person") == {
        "first_name": "First Name",
        "last_name": "Last Name",
        "organisation": "Company",
        "role": "Job Title",
    }
    assert all(map(fields.never, ["BSN", "IBAN-nummer", "Geloof", "Gezondheid", "Nationaliteit", "Allergieën"]))
    assert not any(map(fields.never, ["Naam", "Opmerkingen", "Plaats", "Functie", "Straat", "Herkomst"]))
    assert fields.about_consent("Toestemming nieuwsbrief")


def test_a_sparse_list_is_not_taken_for_one_with_double_separators():
    rows = "".join(f"Proef{n};;Testpersoon;;\n" if n % 3 else f"Proef{n};x;Testpersoon;;\n" for n in range(60))

    assert read_list(("Voornaam;Tussenvoegsel;Achternaam;E-mail;Telefoon\n" + rows).encode(), "l.csv").heads[1] == (
        "Tussenvoegsel"
    )
