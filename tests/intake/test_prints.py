"""Printed reports: what stands above a block holds for its rows, and every line is accounted for."""

import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer import intake
from biebwijzer.access import refreshed

PAGES = {"Oost": {"2026-01": 120, "2026-02": 80, "2026-03": 95}, "West": {"2026-01": 10, "2026-02": 0}}


def printed(pages, totals=True, cut="") -> str:
    """A report as a library system prints it: a page per branch; with `cut` its lines are cut into other cells."""
    lines = []
    for number, (branch, months) in enumerate(pages.items(), start=1):
        lines += [
            "03/12/12      Report: visits_per,branch",
            f"Vestiging{cut}:   {branch},",
            ",Aantal",
            "Maand,Bezoeken",
        ]
        lines += ["------- ---,--------", *(f"{month},{visits}" for month, visits in months.items())]
        lines += ["Alle maanden       ________,", f"Bezoeken samen:   {sum(months.values())},"] if totals else []
        lines += ["---------,", f"- {number} -,"]
    return "\r\n".join(lines) + "\r\n"


def seen(text: str) -> intake.Recognised:
    found = intake.recognise_bytes(text.encode(), "print.csv", {})
    assert found.table is not None
    return found


def test_what_stands_above_a_block_is_a_column_and_totals_are_held_against_its_rows():
    found = seen(printed(PAGES))

    assert found.certain and found.names == ("Vestiging", "Maand", "Aantal Bezoeken")
    assert [one.cells for one in found.table.rows] == [
        [branch, month, str(visits)] for branch, months in PAGES.items() for month, visits in months.items()
    ]
    assert [one.values.get("n") for one in found.remarks] == [2, 2]


def test_a_total_its_rows_do_not_add_up_to_is_said_with_its_block():
    found = seen(printed(PAGES).replace("samen:   10", "samen:   11"))

    assert any("niet op tot" in one.word and one.values["blocks"] == "West" for one in found.remarks)


def test_a_block_that_goes_on_over_the_page_stays_one_block():
    broken = printed(PAGES).replace("2026-02,80", "- 2 -,\r\n03/12/12      Report: visits_per,branch\r\n2026-02,80")

    assert [one.cells for one in seen(broken).table.rows] == [one.cells for one in seen(printed(PAGES)).table.rows]


def test_a_line_nobody_understands_is_refused_and_not_lost():
    found = seen(printed(PAGES).replace("2026-02,80", "iets,anders\r\n2026-02,80"))

    assert [one.cells for one, _ in found.table.refused] == [["iets", "anders"]]


def test_a_table_with_one_line_under_its_header_is_no_report():
    found = seen("Maand,Bezoeken\n-----,------\n2026-01,5\n2026-02,7\n")

    assert "Vestiging" not in found.names and len(found.table.rows) >= 2


@given(
    st.dictionaries(
        st.sampled_from(["Oost", "West", "Zuid", "Centrum"]),
        st.dictionaries(st.sampled_from(["2026-01", "2026-02", "2026-03"]), st.integers(0, 9_999), min_size=1),
        min_size=2,
    ),
    st.booleans(),
    st.sampled_from(["", "en, d", ",nr"]),
)
def test_every_number_comes_back_with_its_block_and_every_line_is_named(pages, totals, cut):
    text = printed(pages, totals, cut)
    found = seen(text)

    assert [one.cells[0] + one.cells[-2] + one.cells[-1] for one in found.table.rows] == [
        f"{branch}{month}{visits}" for branch, months in pages.items() for month, visits in months.items()
    ]
    table = found.table
    lines = [*(one.line for one in table.rows), *(one.line for one, _ in table.refused), *(n for n, _ in table.named)]
    assert sorted(lines) == list(range(1, text.count("\n") + 1))


def test_a_printed_report_is_delivered_like_any_table(place, tmp_path):
    path = tmp_path / "print.csv"
    path.write_text(printed(PAGES), encoding="utf-8", newline="")
    found = intake.recognise_bytes(path.read_bytes(), path.name, {})
    draft = intake.SourceDraft(
        "usage.visit_count", "Bezoeken van de printer", "Printed visits",
        headings={"branch_id": "Vestiging", "month": "Maand", "visits": "Aantal Bezoeken"},
        values={"branch_id": {"Oost": "utr-oost", "West": "utr-west"}},
    )  # fmt: skip
    intake.keep_source(place.operator, "printer", intake.written_source(draft, found, path.name))

    outcome = intake.deliver(refreshed(place.operator), "printer", path, "utrecht")

    folder = intake.job_folder(place.stores.settings, outcome.run_id)
    rows = pl.read_parquet(folder / "accepted.parquet")
    assert (outcome.accepted, outcome.refused, rows["visits"].sum()) == (5, 0, 305)
    # A row is found where it stands in the print.
    lines = printed(PAGES).splitlines()
    for line, visits in rows.select("source_row", "visits").iter_rows():
        assert lines[line - 1].endswith(f",{visits}")


def test_the_borrowers_newcastle_printed_for_eleven_years_add_up():
    folder = Path(os.environ.get("BIEBWIJZER_FILES", "")) / "newcastle_libraries" / "membership"
    files = sorted(folder.glob("active-borrowers-by-library-*.csv")) if os.environ.get("BIEBWIJZER_FILES") else []
    if not files:
        pytest.skip("BIEBWIJZER_FILES is not given, or has no newcastle_libraries/membership: not run")
    all_found = [intake.recognise_bytes(path.read_bytes(), path.name, {}) for path in files]

    certain = [one for one in all_found if one.certain]
    assert (len(all_found), len(certain)) == (69, 68)
    assert all(one.names[:2] == ("Registration Branch", "Borrower Category") for one in certain)
    said = [one for found in certain for one in found.remarks]
    assert sum(one.values["n"] for one in said if "kloppen" in one.word) == 2_301
    assert not [one for one in said if "niet op tot" in one.word]
