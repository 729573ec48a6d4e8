"""A file nobody described becomes a source in text: described once, versioned, delivered, taken back."""

from datetime import date

import pytest

from biebwijzer import intake
from biebwijzer.access import operator_workspace, refreshed
from biebwijzer.problems import BiebwijzerError, NotAllowed
from tests.conftest import TODAY

pytestmark = pytest.mark.slow

VISITS = "Bezoekcijfers\nLocatie;Periode;Aantal bezoekers\n{}"
ROWS = [("Oost", 10), ("West", 1830), ("Noord", 7)]
LINES = "".join(f"{name};{day:02}-{month:02}-2026;{count}\n" for name, count in ROWS
                for month, day in ((1, 1), (2, 1), (3, 1)))  # fmt: skip
BRANCHES = [{"branch_id": f"utr-{name.lower()}", "name": name, "kind": "branch"} for name, _ in ROWS]


@pytest.fixture
def inge(workspace, stores, house):
    """The data steward of Utrecht, with its branches delivered."""
    operator = refreshed(operator_workspace(stores, house.asking, TODAY, "nl"))
    intake.deliver_rows(operator, "branches", BRANCHES, library="utrecht")
    return workspace("inge")


def described(text, **more):
    """The text of a source for a file of visits, with what was suggested taken over."""
    found = intake.recognise_bytes(text.encode("cp1252"), "bezoekers.csv", {"dates": "day"})
    headings = intake.suggested(found, intake.contracts()["usage.visit_count"])
    draft = intake.SourceDraft("usage.visit_count", "Bezoekers van de teller", "Visitors", headings=headings, **more)
    assert intake.describe_problems(draft) == []
    return intake.written_source(draft, found, "bezoekers.csv")


def delivered(workspace, source_id, text, tmp_path):
    path = tmp_path / "bezoekers.csv"
    path.write_bytes(text.encode("cp1252"))
    return intake.deliver(refreshed(workspace), source_id, path, "utrecht")


def test_what_a_column_means_is_suggested_in_either_language():
    dutch = intake.recognise_bytes(VISITS.format(LINES).encode(), "b.csv", {"dates": "day"})
    english = intake.recognise_bytes(b"Branch,Month,Visits\nOost,2026-01,10\nWest,2026-02,12\n", "b.csv", {})

    contract = intake.contracts()["usage.visit_count"]
    assert intake.suggested(dutch, contract) == {
        "branch_id": "Locatie", "month": "Periode", "visits": "Aantal bezoekers",
    }  # fmt: skip
    assert intake.suggested(english, contract) == {"branch_id": "Branch", "month": "Month", "visits": "Visits"}


@pytest.mark.alike
def test_a_described_file_is_delivered_and_its_numbers_are_those_of_the_file(inge, tmp_path):
    text = described(VISITS.format(LINES))

    intake.keep_source(inge, "teller", text)
    outcome = delivered(inge, "teller", VISITS.format(LINES), tmp_path)

    assert (outcome.status, outcome.accepted, outcome.refused) == ("active", 9, 0)
    rows = refreshed(inge).ask("usage/visits_per_year").rows
    assert rows["visits"].sum() == 3 * sum(count for _, count in ROWS)


@pytest.mark.alike
def test_a_file_that_must_be_recognised_each_time_keeps_its_answers_and_its_rows(inge, tmp_path):
    text = "Locatie||Periode||Aantal bezoekers\n" + LINES.replace(";", "||") + "Oost||2026\n"
    source = described(text)

    intake.keep_source(inge, "teller", source)
    outcome = delivered(inge, "teller", text, tmp_path)

    assert 'read = "recognised"' in source and '"dates" = "day"' in source
    assert (outcome.accepted, outcome.refused) == (9, 1)
    refused = refreshed(inge).ask("intake/refused_rows", run_id=outcome.run_id).rows
    assert refused["source_row"].to_list() == [11]


@pytest.mark.alike
def test_a_column_that_has_another_name_now_is_named(inge, tmp_path):
    intake.keep_source(inge, "teller", described(VISITS.format(LINES)))

    text = VISITS.format(LINES).replace("Aantal bezoekers", "Aantal bezoekers totaal")
    outcome = delivered(inge, "teller", text, tmp_path)

    assert outcome.status == "failed"
    assert outcome.values == {"one": "Aantal bezoekers", "other": "Aantal bezoekers totaal"}


def test_the_next_version_keeps_what_it_can_and_each_version_stays(inge, tmp_path):
    intake.keep_source(inge, "teller", described(VISITS.format(LINES)))
    other = VISITS.format(LINES).replace("Aantal bezoekers", "Bezoekers totaal")
    found = intake.recognise_bytes(other.encode(), "b.csv", {"dates": "day"})

    headings = intake.suggested(found, intake.contracts()["usage.visit_count"],
                                intake.known_source(inge.stores, "teller"))  # fmt: skip
    draft = intake.SourceDraft("usage.visit_count", "Bezoekers", "Visitors", headings=headings)
    intake.keep_source(inge, "teller", intake.written_source(draft, found, "b.csv"))

    assert [(row["version"], row["status"]) for row in intake.kept_texts(inge.stores, source_id="teller")] == [
        (2, "active"), (1, "replaced"),
    ]  # fmt: skip
    assert delivered(inge, "teller", other, tmp_path).accepted == 9


def test_keeping_and_withdrawing_a_source_can_be_undone(inge):
    saved = intake.keep_source(inge, "teller", described(VISITS.format(LINES)))
    inge.undo(saved.audit_id, "intake.deliver")
    gone = intake.is_own(inge.stores, "teller")
    intake.keep_source(inge, "teller", described(VISITS.format(LINES)))
    withdrawn = intake.withdraw_source(inge, "teller")
    away = intake.is_own(inge.stores, "teller")
    inge.undo(withdrawn.audit_id, "intake.deliver")

    assert (gone, away, intake.is_own(inge.stores, "teller")) == (False, False, True)


@pytest.mark.alike
def test_months_as_columns_and_codes_become_rows_and_values(inge, tmp_path):
    text = "Filiaal,Wijk,2026-01,2026-02\n01-oost,a,5,6\n02-west,b,7,\n"
    found = intake.recognise_bytes(text.encode(), "b.csv", {})
    draft = intake.SourceDraft(
        "usage.visit_count", "Wijd", "Wide", headings={"branch_id": "Filiaal"}, measure="visits",
        values={"branch_id": {"01-oost": "utr-oost", "02-west": "utr-west"}},
    )  # fmt: skip

    intake.keep_source(inge, "wijd", intake.written_source(draft, found, "b.csv"))
    outcome = delivered(inge, "wijd", text, tmp_path)

    assert (outcome.accepted, outcome.refused) == (4, 0)
    assert refreshed(inge).ask("usage/visits_per_year").rows["visits"].sum() == 18


@pytest.mark.alike
@pytest.mark.parametrize(("gaps", "counted"), [((), {"Oost": 65}), (("loans",), {"Oost": 65, "West": 7})])
def test_columns_that_make_one_number_together_are_added_up(inge, tmp_path, gaps, counted):
    text = "Filiaal;Maand;Jeugd;Volwassenen;Digitaal\nOost;01-02-2026;5;60;700\nWest;01-02-2026;7;;900\n"
    found = intake.recognise_bytes(text.encode(), "b.csv", {"dates": "day"})
    headings = {"branch_id": "Filiaal", "month": "Maand", "loans": "Jeugd"}
    draft = intake.SourceDraft(
        "usage.loan_count", "Uitleningen", "Loans", headings=headings, added={"loans": ["Volwassenen"]}, gaps=gaps
    )

    intake.keep_source(inge, "samen", intake.written_source(draft, found, "b.csv"))
    outcome = delivered(inge, "samen", text, tmp_path)

    assert (outcome.accepted, outcome.refused) == (2, 0)
    months = refreshed(inge).ask("usage/loans_per_branch", since=date(2026, 1, 1), until=date(2026, 12, 1)).rows
    assert dict(months.select("branch", "loans").iter_rows()) == counted


def test_a_column_can_be_added_once_and_only_where_it_counts_something():
    text = "Filiaal;Maand;Jeugd;Volwassenen;Volwassenen;Cijfer;Leners %Y %m\nOost;01-02-2026;5;60;61;7,5;8\n"
    found = intake.recognise_bytes(text.encode(), "b.csv", {"dates": "day"})

    assert intake.addable(found, "Jeugd", ()) == []
    plain = intake.recognise_bytes(b"Filiaal;Jeugd;Volwassenen;Digitaal\nOost;5;60;7\nWest;6;50;\n", "b.csv", {})
    assert intake.addable(plain, "Jeugd", ("Digitaal",)) == ["Volwassenen"]
    assert intake.addable(plain, "Filiaal", ()) == ["Jeugd", "Volwassenen", "Digitaal"]
    assert intake.has_blanks(plain, ["Digitaal"]) and not intake.has_blanks(plain, ["Jeugd", "Volwassenen"])


def test_nobody_keeps_a_source_without_the_right_or_of_another_library(inge, workspace):
    text = described(VISITS.format(LINES))
    intake.keep_source(inge, "teller", text)

    with pytest.raises(NotAllowed):
        intake.keep_source(workspace("noor"), "van_noor", text)
    with pytest.raises(BiebwijzerError):
        intake.keep_source(inge, "visits", text)
    with pytest.raises(BiebwijzerError):
        intake.keep_source(inge, "stuk", "delivers = 1")


def test_a_next_file_of_a_described_source_replaces_what_it_names_again_and_nothing_else(place, tmp_path):
    def file(name: str, *rows: str):
        path = tmp_path / name
        path.write_text("\n".join(["Teller;Periode;Aantal", *rows]) + "\n")
        return path

    first = file("jan.csv", "Oost;01-01-2026;10", "West;01-01-2026;20", "Oost;31-12-2025;0")
    found = intake.recognise_bytes(first.read_bytes(), first.name, {})
    draft = intake.SourceDraft(
        "usage.visit_count",
        "Poortjes",
        "Gates",
        headings={"branch_id": "Teller", "month": "Periode", "visits": "Aantal"},
    )
    intake.keep_source(place.operator, "poortjes", intake.written_source(draft, found, first.name))
    for path in (first, file("feb.csv", "Oost;01-02-2026;7"), file("jan2.csv", "Oost;01-01-2026;11")):
        assert intake.deliver(refreshed(place.operator), "poortjes", path, library="utrecht").refused == 0

    rows = refreshed(place.operator).ask("usage/visits_per_year").rows
    assert rows["visits"].to_list()[-1] == 11 + 20 + 7
