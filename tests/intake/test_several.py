"""Several answers in one record: each comes out as it was, none twice, and who gave them counts once."""

import csv
import io
import os
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake.rules import toml
from biebwijzer.intake.sources import read_source
from biebwijzer.problems import ContractBroken
from tests.examples import tried_on

pytestmark = pytest.mark.slow

HEAD = """
title = { nl = "Enquête", en = "Survey" }
delivers = "usage.survey_answer"
kind = "events"
identity = "none"
refresh = "once"

[file]
separator = "|"
missing = { "nvt" = "unknown" }

[columns]
answered_on = "Datum"
satisfaction = "Cijfer"
"""
IN_PARTS = HEAD + 'visit_reason = { from = "Reden", parts = ";" }\n'
PER_ANSWER = HEAD + 'visit_reason = { each = "Reden: *" }\n'
LISTED = HEAD.replace('"|"', '","') + (
    'visit_reason = { from = "Reden", parts = ";", values = "reasons" }\n\n'
    '[values.reasons]\nstuderen = "studeren"\nlenen = "lenen"\n"boeken lenen" = "lenen"\nkoffie = "koffie"\n'
)


def delivered(rows, head="Datum|Cijfer|Reden"):
    return ("\n".join([head, *rows]) + "\n").encode()


def answers(found) -> list[tuple]:
    """Row of the file, answer and mark, in the order of the file."""
    shown = found.accepted.select("source_row", "visit_reason", "satisfaction", "satisfaction_missing")
    return sorted(shown.rows(), key=lambda row: (row[0], row[3] == "elsewhere", row[1] or ""))


def test_a_cell_with_several_answers_becomes_a_row_for_each_and_who_gave_them_counts_once(load):
    found = load(
        delivered(["2026-03-01|8|studeren; lenen;;koffie;", "2026-03-01||nvt", "2026-03-02|6|lenen"]), IN_PARTS
    )

    assert answers(found) == [
        (2, "studeren", 8, None), (2, "koffie", None, "elsewhere"), (2, "lenen", None, "elsewhere"),
        (3, None, None, "empty"), (4, "lenen", 6, None),
    ]  # fmt: skip
    assert (found.report["records"], found.report["cells"], found.report["doubled"]) == (3, 5, 0)
    # Nobody was asked to recommend: that is missing three times, and not once more per answer.
    assert [one["missing_count"] for one in found.report["periods"]] == [3]


def test_a_column_per_answer_becomes_a_row_for_each_answer_that_was_ticked(load):
    rows = ["2026-03-01|8|x||JA", "2026-03-01|7|0|nee|", "2026-03-02|6|studeren|1|misschien"]
    found = load(delivered(rows, "Datum|Cijfer|Reden: studeren|Reden: lenen|Reden: koffie"), PER_ANSWER)

    assert answers(found) == [
        (2, "studeren", 8, None), (2, "koffie", None, "elsewhere"), (3, None, 7, None),
        (4, "studeren", 6, None), (4, "lenen", None, "elsewhere"),
    ]  # fmt: skip
    (line,) = found.refused.iter_rows(named=True)
    assert (line["source_row"], line["column_name"], line["found"], line["reason"]) == (
        4, "Reden: koffie", "misschien", "no_boolean",
    )  # fmt: skip


def test_a_part_nobody_knows_waits_by_itself_and_the_marks_stand_with_the_first_that_goes_on(load):
    found = load(delivered(["2026-03-01,8,lnen;studeren;boeken lenen;lenen"], "Datum,Cijfer,Reden"), LISTED)

    # Two spellings of one answer in a cell are one answer.
    assert answers(found) == [(2, "studeren", 8, None), (2, "lenen", None, "elsewhere")]
    assert found.report["doubled"] == 1
    (line,) = found.refused.iter_rows(named=True)
    assert (line["source_row"], line["column_name"], line["found"], line["suggestion"]) == (2, "Reden", "lnen", "lenen")
    assert '"Reden":"lnen"' in line["record"]


PARTS = st.lists(st.sampled_from(["studeren", "lenen", "koffie", "krant", "met de kinderen", "", " "]), max_size=6)


@tried_on(8)
@given(st.lists(st.tuples(PARTS, st.sampled_from(["", "1", "9"])), min_size=1, max_size=8), st.sampled_from(";,|/\n"))
def test_any_answers_in_any_order_come_out_as_they_were_and_nothing_is_doubled(load, told, sign):
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([["Datum", "Cijfer", "Reden"], *(["2026-03-01", mark, sign.join(parts)] for parts, mark in told)])
    text = IN_PARTS.replace('"|"', '"\\t"').replace('parts = ";"', f"parts = {toml(sign)}")

    found = load(out.getvalue().encode(), text)

    numbers = {row: index for index, row in enumerate(sorted(found.accepted["source_row"].unique()))}
    assert len(numbers) == len(told)
    came: list[list] = [[] for _ in told]
    for row, reason, _, _ in answers(found):
        came[numbers[row]].append(reason)
    for (parts, _), reasons in zip(told, came, strict=True):
        assert sorted(filter(None, reasons)) == sorted({one.strip() for one in parts} - {""})
    marks = [int(mark) for _, mark in told if mark]
    assert found.accepted["satisfaction"].drop_nulls().sort().to_list() == sorted(marks)
    assert found.accepted.filter(pl.col("satisfaction_missing").ne_missing("elsewhere")).height == len(told)


@pytest.mark.parametrize(
    "column",
    [
        'visit_reason = { from = "Reden", parts = "#" }',
        'visit_reason = { each = "Reden" }',
        'visit_reason = { each = "*" }',
        'visit_reason = { from = "Reden", each = "Reden: *" }',
        'branch_id = { each = "Waar: *" }\nvisit_reason = { from = "Reden", parts = ";" }',
        'is_member = { from = "Lid", parts = ";" }',
    ],
)
def test_a_source_that_says_half_of_it_is_refused_by_name(column):
    with pytest.raises(ContractBroken):
        read_source("half", HEAD + column)


def waiting(place):
    return refreshed(place.operator).ask("intake/refused_rows", status="waiting").rows.to_dicts()


def reasons(place) -> dict[str, int]:
    return dict(refreshed(place.operator).ask("usage/visit_reasons").rows.rows())


def respondents(place) -> int:
    return refreshed(place.operator).ask("usage/survey_span").rows["answers"][0]


def test_parts_put_right_join_their_row_and_a_rule_reads_each_part(place, tmp_path):
    at_work = refreshed(place.operator)
    intake.keep_source(at_work, "enquete", LISTED)
    path = tmp_path / "enquete.csv"
    path.write_bytes(delivered(["2026-03-01,8,lnen;studeren;koffi", "2026-03-02,6,kofie"], "Datum,Cijfer,Reden"))
    run = intake.deliver(refreshed(place.operator), "enquete", path, library="utrecht").run_id
    assert reasons(place) == {"studeren": 1} and respondents(place) == 1

    ids = {row["found"]: row["refused_row_id"] for row in waiting(place)}
    assert set(ids) == {"lnen", "koffi", "kofie"}
    intake.correct(refreshed(place.operator), run, {ids["koffi"]: "studeren", ids["lnen"]: "lenen"})
    # Who said studeren said it once, however often it was written.
    assert reasons(place) == {"studeren": 1, "lenen": 1} and respondents(place) == 1
    assert [row["found"] for row in waiting(place)] == ["kofie"]

    separator, rows = intake.repair_file(refreshed(place.operator), run)
    rows[1][rows[0].index("Reden")] = "koffie;lenen"
    repaired = tmp_path / "terug.csv"
    repaired.write_text("\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    intake.deliver_repaired(refreshed(place.operator), repaired)
    assert reasons(place) == {"studeren": 1, "lenen": 2, "koffie": 1} and respondents(place) == 2
    assert waiting(place) == []

    intake.remember(refreshed(place.operator), "enquete", "utrecht", [intake.Correction("Reden", "lnen", "lenen")])
    outcome = intake.deliver(refreshed(place.operator), "enquete", path, library="utrecht")
    assert [one["rows"] for one in outcome.report["corrections"]["rules"]] == [1]
    # Of the second day every answer waits: what was put right there before stays.
    assert reasons(place) == {"studeren": 1, "lenen": 2, "koffie": 1} and respondents(place) == 2
    assert {row["found"] for row in waiting(place)} == {"koffi", "kofie"}
    rows = refreshed(place.operator).ask("usage/survey_rows").rows
    assert rows["visit_reason"].to_list() == ["lenen, studeren", "koffie, lenen"]
    assert rows["satisfaction"].to_list() == [8, 6]


ONE_SIGN = ["studeren;lenen", "lenen", "lenen;koffie", "studeren;koffie;lenen", ""]


@pytest.mark.parametrize(
    ("cells", "proposed", "asks"),
    [
        (ONE_SIGN, ";", False),
        ([cell.replace(";", "\n") for cell in ONE_SIGN], "\n", False),
        # A comma stands in names as well: a person says what it is.
        ([cell.replace(";", ", ") for cell in ONE_SIGN], "", True),
        (["Walker, Newcastle", "Walker, Newcastle", "Gosforth, Newcastle", "Gosforth, Newcastle"], "", True),
        # Two signs that both would do.
        (["a;b|c;d", "a;b|c;d", "c;d|a;b", "c;d|a;b"], "", True),
        # A sentence is no list.
        (["mooi; wel druk", "ik kom graag; vooral 's avonds", "fijn", "te koud"], "", False),
        (["lenen", "koffie"], "", False),
    ],
)
def test_several_answers_are_proposed_by_what_comes_back_and_asked_where_a_sign_may_be_of_a_name(cells, proposed, asks):
    signs = intake.signs_in(cells)

    assert (signs.proposed, signs.asks) == (proposed, asks)


def test_columns_of_ticks_are_found_by_their_question():
    text = "Dag;Reden [lenen];Reden [koffie];Reden [anders];Cijfer\n1-3-2026;1;;;8\n2-3-2026;;ja;krant;7\n"
    found = intake.recognise_bytes(text.encode(), "enquete.csv", {"dates": "day"})

    assert intake.answer_columns(found) == {"Reden [*]": {"lenen": 1, "koffie": 1}}
    # One column of ticks is never taken for the whole question.
    assert intake.suggested(found, intake.contracts()["usage.survey_answer"])["visit_reason"] == "Reden [*]"
    draft = intake.SourceDraft(
        "usage.survey_answer", "E", "E", headings={"answered_on": "Dag"}, each={"visit_reason": "Reden [*]"}
    )
    written = intake.written_source(draft, found, "enquete.csv")
    assert 'visit_reason = { each = "Reden [*]" }' in written and 'ignore = ["*", "Reden [anders]"]' in written


@pytest.mark.skipif("BIEBWIJZER_FILES" not in os.environ, reason="BIEBWIJZER_FILES does not say where the files are")
def test_the_reading_groups_of_newcastle_say_why_they_come(place):
    """What each column adds up to in the file itself: 37 readers, 107 answers of what they find their group."""
    folder = Path(os.environ["BIEBWIJZER_FILES"]) / "newcastle_libraries" / "feedback-forms" / "2011-2012"
    path = folder / "Reading groups - City.csv"
    (question,) = intake.recognise_bytes(path.read_bytes(), path.name, {}).questions
    found = intake.recognise_bytes(path.read_bytes(), path.name, {question.key: question.values["rows"]})
    draft = intake.SourceDraft(
        "usage.survey_answer", "Leesgroepen", "Reading groups", constants={"answered_on": "2012-03-31"},
        each={"visit_reason": "Do you find this group... *"},
    )  # fmt: skip
    intake.keep_source(place.operator, "leesgroepen", intake.written_source(draft, found, path.name))

    outcome = intake.deliver(refreshed(place.operator), "leesgroepen", path, library="utrecht")

    assert outcome.status == "active", outcome.sentence
    assert outcome.report["refused"] == 0 and respondents(place) == 37
    with path.open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file))
    columns = range(rows[0].index("Do you find this group..."), 6)
    counted = {rows[1][n]: sum(bool(row[n]) for row in rows[2:]) for n in columns}
    assert reasons(place) == {name: n for name, n in counted.items() if n}


@pytest.mark.skipif("BIEBWIJZER_FILES" not in os.environ, reason="BIEBWIJZER_FILES does not say where the files are")
def test_words_1706_people_chose_for_their_notebook_are_counted_as_they_stand(place):
    folder = Path(os.environ["BIEBWIJZER_FILES"]) / "open_answers" / "jupyter_2015_coded"
    path = folder / "20160115235816-SurveyExport.csv"
    asked = "Select all the words that best describe Jupyter Notebook."
    found = intake.recognise_bytes(path.read_bytes(), path.name, {})
    assert intake.signs_in(intake.cells_of_column(found, asked)) == intake.Signs((";",), ";")
    draft = intake.SourceDraft(
        "usage.survey_answer", "Woorden", "Words", headings={"visit_reason": asked},
        constants={"answered_on": "2015-12-31"}, parts={"visit_reason": ";"},
    )  # fmt: skip
    intake.keep_source(place.operator, "woorden", intake.written_source(draft, found, path.name))

    outcome = intake.deliver(refreshed(place.operator), "woorden", path, library="utrecht")

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    counted = Counter(word for row in rows for word in row[asked].split(";") if word)
    # Who chose none says nothing that this source asks: named as an empty row.
    told = sum(bool(row[asked]) for row in rows)
    assert (outcome.report["refused"], respondents(place), outcome.report["blank"]) == (0, told, 1706 - told)
    assert reasons(place) == counted and counted["convenient"] == 562


def test_a_header_of_words_over_two_lines_offers_both_lines_when_it_asks():
    text = "Vind je de groep,,,,Hielp het,\nLeuk,Leerzaam,Rustig,Druk,Met lezen,Met praten\n" + (
        "Leuk,,Rustig,,Met lezen,\nLeuk,Leerzaam,,Druk,,Met praten\n,Leerzaam,Rustig,,Met lezen,Met praten\n" * 3
    )

    (question,) = intake.recognise_bytes(text.encode(), "groep.csv", {}).questions

    assert (question.key, question.values["rows"]) == ("header", "1-2") and "1-2" in question.choices
