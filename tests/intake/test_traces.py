"""An attack: files full of numbers that say who somebody is, and then every file of the home is searched for them."""

import io
import json
import re
import sys
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake.sources import sources
from biebwijzer.intake.tidying import job_folder
from biebwijzer.intake.traces import is_account, is_bsn, looks_personal, masked

pytestmark = [pytest.mark.slow, pytest.mark.alike]

NUMBERS = ("123456782", "111222333")
ACCOUNTS = ("NL91ABNA0417164300", "BE68539007547034")
MEMBER, BORN = "20001234567", "14-03-1987"
WRITTEN = (
    "{n}", "{a}.{b}.{c}", "{a} {b} {c}", "bel mevrouw {n} terug", "({a} {b} {c})", "BSN:{n}",
)  # fmt: skip


# Ids that a library system gives out itself may be as long as a member's number.
IDS = ("reservation_id", "activity_id", "mailing_id")


def forms() -> list[str]:
    """Every number in every way of writing it."""
    found = [how.format(n=n, a=n[:3], b=n[3:6], c=n[6:]) for n in NUMBERS for how in WRITTEN]
    for account in ACCOUNTS:
        spaced = " ".join(account[k : k + 4] for k in range(0, len(account), 4))
        found += [account, spaced, account.lower(), f"rekening {spaced} graag"]
    return found


def texts_of(path: Path) -> list[str]:
    """What a file says: its bytes as text, and the cells of what keeps them packed."""
    data = path.read_bytes()
    said = [data.decode("latin-1"), data.decode("utf-16-le", errors="ignore")]
    if path.suffix == ".parquet":
        frame = pl.read_parquet(path)
        said += [str(cell) for name in frame.columns for cell in frame[name].to_list() if cell is not None]
    elif path.suffix in (".xlsx", ".zip"):
        with zipfile.ZipFile(path) as packed:
            said += [packed.read(name).decode("latin-1") for name in packed.namelist()]
    elif path.name == "part" or path.suffix == ".duckdb" or path.name.endswith(".part"):
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute(
                "select table_schema, table_name, column_name from information_schema.columns "
                "where data_type = 'VARCHAR'"
            ).fetchall()
            for schema, table, column in tables:
                cells = connection.execute(f'select distinct "{column}" from "{schema}"."{table}"').fetchall()
                said += [cell for (cell,) in cells if cell is not None]
    return said


def traces_in(folder: Path, extra: tuple[str, ...] = ()) -> list[str]:
    """Where one of the numbers stands, in any way of writing it: file and number."""
    wanted = [*NUMBERS, *ACCOUNTS, *extra]
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        for text in [str(path.relative_to(folder)), *texts_of(path)]:
            bare = text.replace(" ", "").replace(".", "").upper()
            found += [f"{path.name}: {one}" for one in wanted if one in bare]
    return found


def rows_for(wanted: intake.Source, whole: bool) -> str:
    """A file of a source: every cell a number, or a number in a cell here and there among others."""
    heads = [*wanted.headings(), *wanted.ignore]
    heads = [one for one in dict.fromkeys(heads) if one != "*"] + (["Vreemd"] if "*" in wanted.ignore else [])
    if wanted.wide:
        heads += ["2019-01" if wanted.wide.months[0].startswith("%Y") else "jan 2019"]
    by_heading = {one.heading: one for one in wanted.fields if one.heading}
    lines = [wanted.separator.join(heads)]
    for row in range(24):
        cells = []
        for place, heading in enumerate(heads):
            one = by_heading.get(heading)
            attack = NUMBERS[row % 2] if whole else forms()[(row * 5 + place) % len(forms())]
            if one is not None and one.key:
                attack = attack if whole else MEMBER
            elif one is not None and one.year_of:
                attack = BORN
            elif not whole and any(field.key for field in wanted.fields) and (row + place) % 4 == 1 and one is not None:
                # A member's number in the wrong column: of a list, of a day, or of a text.
                attack = "rustig" if one.column in IDS else f"{MEMBER} " if row % 2 else f"lid {MEMBER}"
            elif not whole and (row + place) % 3:
                attack = "rustig"
            elif not whole and one is not None and one.column.endswith("_id"):
                # An id of nine digits may pass the test by chance; among words it is what it seems.
                attack = f"nr {NUMBERS[row % 2]} van mevrouw"
            cells.append(attack)
        lines.append(wanted.separator.join(cells))
    return "\n" * wanted.skip + "\n".join(lines) + "\n"


@pytest.mark.parametrize("whole", [True, False], ids=["a column of them", "here and there"])
@pytest.mark.parametrize("wanted", sources(), ids=lambda one: one.source_id)
def test_no_source_lets_a_number_through_whatever_column_it_stands_in(load, monkeypatch, wanted, whole):
    monkeypatch.setattr(sys, "stdin", io.StringIO("00" * 32 + "\n"))

    came = load(rows_for(wanted, whole).encode(wanted.encoding), wanted.text)

    kept = came.folder
    # The test put its own file there; a source of which the file is kept in part gets it from elsewhere.
    if wanted.kept_in_part or came.report["outcome"] != "made":
        (kept / "f.csv").unlink(missing_ok=True)
    if came.report["outcome"] != "made":
        # As whoever started the loader does when it refuses the whole.
        for name in ("kept.csv", "reading.csv", "sheet.csv"):
            (kept / name).unlink(missing_ok=True)
    assert traces_in(kept, (MEMBER, BORN)) == []
    if whole:
        assert "burgerservicenummers" in came.sentence


@pytest.fixture
def attacked(place, tmp_path):
    """The home after files with such numbers were delivered at the door, closed again; the outcomes beside it."""
    at_work, outcomes = place.operator, {}

    def deliver(source_id: str, name: str, text: str, encoding: str = "cp1252") -> None:
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        outcomes[name] = intake.deliver(refreshed(at_work), source_id, path, "utrecht")

    head = "Vestiging;Maand;Bezoeken;Telwijze\n"
    good = "Oost;01-01-2026;5;geteld\n"
    deliver("visits", f"bezoek {NUMBERS[0]}.csv", head + good + f"{NUMBERS[1]};01-02-2026;5;geteld\n")
    deliver("visits", "getal.csv", head + f"Oost;01-03-2026;{NUMBERS[0]};geteld\nOost;{ACCOUNTS[0]};1;geteld;te veel\n")
    deliver("visits", "titel.csv", f"Voor {NUMBERS[0]};;;\n" + head + "Oost;01-04-2026;7;geteld\n")
    deliver("visits", "kop.csv", head.replace("Telwijze", f"BSN {NUMBERS[0]}") + good)
    members = (
        "Lidnummer;Peildatum;Vestiging;Postcode;Ingeschreven op;Laatst gebruikt op;Abonnement;Geboortedatum;Extra\n"
    )
    row = f"{MEMBER};01-10-2026;Oost;3511;01-02-2020;01-09-2026;Volwassenen;{BORN};{ACCOUNTS[1]}\n"
    deliver("members", "leden.csv", members + row + row.replace("3511", f"3511 {NUMBERS[0]}"))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"Blad {NUMBERS[0]}"
    for line in (head + good.replace("-01-", "-05-")).splitlines():
        sheet.append(line.split(";"))
    book.create_sheet("Verborgen").append([ACCOUNTS[0], NUMBERS[1]])
    book["Verborgen"].sheet_state = "hidden"
    path = tmp_path / f"werkmap {NUMBERS[1]}.xlsx"
    book.save(path)
    outcomes["xlsx"] = intake.deliver(refreshed(at_work), "visits", path, "utrecht")
    waits = refreshed(at_work).ask("intake/refused_rows", status="waiting").rows.to_dicts()
    again = intake.roll_back(refreshed(at_work), outcomes[f"bezoek {NUMBERS[0]}.csv"].run_id)
    intake.restore(refreshed(at_work), again.run_id)
    place.stores.close()
    return place.home, outcomes, waits


@pytest.mark.embedded
def test_after_an_attack_no_file_of_the_home_holds_a_number(attacked):
    home, outcomes, waits = attacked

    assert traces_in(home, (MEMBER, BORN)) == []
    assert [one.status for one in outcomes.values()].count("active") >= 4
    assert outcomes["xlsx"].accepted == 1 and outcomes["leden.csv"].accepted + outcomes["leden.csv"].refused == 2
    assert any(row["found"] == "[…]" for row in waits), "it waits without the number"
    runs = [one.run_id for one in outcomes.values() if one.status == "active"]
    kept = {path.name for run in runs for path in (home / "jobs" / run).iterdir()}
    assert "kept.csv" in kept and "file.xlsx" not in kept


def weighed(eight: str) -> str | None:
    """A number that passes, from its first eight digits; plain arithmetic, apart from the program's."""
    rest = sum(int(digit) * weight for digit, weight in zip(eight, range(9, 1, -1), strict=True)) % 11
    return f"{eight}{rest}" if rest < 10 and int(eight) else None


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.sampled_from(WRITTEN), st.text("abc XYZ,;:!", max_size=9))
def test_whatever_stands_around_it_a_number_that_passes_is_left_out(eight, how, around):
    number = weighed(eight)
    if number is None:
        return
    text = f"{around} {how.format(n=number, a=number[:3], b=number[3:6], c=number[6:])} {around}"

    assert is_bsn(number) and looks_personal(text)
    assert number not in masked(text).replace(" ", "").replace(".", "")


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "0612345678",
        "2026-11-24 10:00",
        "1.234.567,89",
        "3511 AB",
        "Hal 12, 24-11-2026 13:30",
        "12AB00",
        "A111222333",
        "111222333X",
    ],
)
def test_what_is_no_such_number_stays_as_it_is(text):
    assert masked(text) == text


@given(st.text("0123456789abcdef", min_size=32, max_size=32), st.sampled_from(['{"Lid":"%s"}', "%s;Oost", "%s"]))
@example("fe99ca953f5e4e33aafaaeafc657671a", '{"Lid":"%s"}')
@example("de00ad9f1ead058b724ac9abf46d6325", "%s;Oost")
def test_a_key_made_of_a_number_is_no_account_number(key, around):
    assert masked(around % key) == around % key


@pytest.mark.parametrize("account", ACCOUNTS)
def test_an_account_number_with_another_digit_is_no_account_number(account):
    other = account[:-1] + str((int(account[-1]) + 1) % 10)

    assert is_account(account) and not is_account(other)
    assert masked(f"naar {account}, dank") == "naar […], dank"


def test_a_column_with_five_such_numbers_and_nothing_else_refuses_the_delivery(load):
    bad = [number for n in range(20_000_000, 20_000_060) if (number := weighed(str(n)))][:5]

    came = load(("Datum,Reden,Cijfer\n" + "".join(f"2026-01-01,{one},7\n" for one in bad)).encode())

    assert "burgerservicenummers" in came.sentence


def test_a_refused_row_keeps_the_key_of_its_member_whatever_that_looks_like(place, tmp_path):
    file = tmp_path / "loan_events.csv"
    rows = "".join(f"{number};Nergens;01-02-2026;Boek jeugd\n" for number in range(700))
    file.write_text("Lidnummer;Vestiging;Uitgeleend op;Materiaal\n" + rows, encoding="cp1252")

    came = intake.deliver(refreshed(place.operator), "loan_events", file, "utrecht")

    # One in a hundred keys passes for an account number: of so many there are some.
    refused = pl.read_parquet(job_folder(place.stores.settings, came.run_id) / "refused.parquet")
    keys = [json.loads(record)["Lidnummer"] for record in refused["record"]]
    assert len(keys) == 700 == len(set(keys)) and all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)
