"""Before anything becomes visible: control sums, what stands out in a series, day and month, and the headlines."""

from datetime import date

import pytest

from biebwijzer import demo, intake
from biebwijzer.access import refreshed
from biebwijzer.demo.building import truths_for
from biebwijzer.intake import headlines
from biebwijzer.intake.expecting import Closed, Finding, explained, holes, jump, months_later, odd_months
from biebwijzer.intake.sources import read_source
from biebwijzer.problems import ContractBroken
from biebwijzer.warehouse.loading import Workbench
from tests.conftest import DEMO_UNTIL
from tests.intake.test_pages import seen, visit

pytestmark = [pytest.mark.slow, pytest.mark.alike]

MONTHS = [months_later(date(2024, 1, 1), n) for n in range(34)]
SUMS = """
title = { nl = "Klanten", en = "Clients" }
delivers = "usage.visit_count"
kind = "events"
refresh = "once"

[file]
separator = ";"
dates = ["%d-%m-%Y"]
totals = "Totaal"
ignore = ["Begin", "Instroom", "Uitstroom", "Jaar"]

[columns]
branch_id = "Vestiging"
month = "Maand"
visits = "Eind"
"""
CHECK = '\n[[checks]]\nsays = {{ nl = "{name}", en = "{name}" }}\n{body}\n'
ROW = 'plus = ["Begin", "Instroom"]\nminus = ["Uitstroom"]\nequals = "Eind"'
TOTAL = 'total = "Totaal"\nin = "Vestiging"\nof = "Eind"\nper = ["Maand"]'
RUNNING = 'running = "Jaar"\nof = "Eind"\nalong = "Maand"\nper = ["Vestiging"]'
HEAD = "Vestiging;Maand;Begin;Instroom;Uitstroom;Eind;Jaar\n"


def steady(*changes: tuple[date, float]) -> dict[date, float]:
    """A branch with a summer, two years and a bit; each change says from when and how many times as much."""
    series = {}
    for month in MONTHS:
        number = 1000.0 * (0.7 if month.month in (7, 8) else 1.0) + month.month * 3
        for since, factor in changes:
            number *= factor if month >= since else 1
        series[month] = number
    return series


def test_a_counter_that_counts_more_is_told_from_the_month_it_began():
    others = [steady(), steady((date(2025, 3, 1), 1.05))]

    found = jump("neude", steady((date(2026, 5, 1), 1.3)), others, set(MONTHS[12:]))

    assert found is not None and (found.first, found.kind) == (date(2026, 5, 1), "jump")
    assert found.found == pytest.approx(0.3, abs=0.05)
    assert jump("rustig", steady(), others, set(MONTHS[12:])) is None
    grown = [steady((date(2026, 5, 1), 1.3)) for _ in range(2)]
    assert jump("mee", steady((date(2026, 5, 1), 1.3)), grown, set(MONTHS[12:])) is None, "all of them grew"


@pytest.mark.parametrize(("number", "kind"), [(0, "zero"), (90, "low"), (9000, "high"), (900, None), (700, None)])
def test_a_month_is_held_against_what_is_usual_there(number, kind):
    last = MONTHS[-1]

    found = odd_months("oost", {**steady(), last: number}, [last], None)

    assert [one.kind for one in found] == ([kind] if kind else [])
    assert odd_months("nieuw", {last: 3.0}, [last], None) == [], "nothing is usual yet"
    assert odd_months("oost", {**steady(), last: 90}, [last], last) == [], "a month that is not over is never low"


def test_a_month_others_have_is_a_hole_and_one_before_the_branch_opened_is_not():
    series = {month: number for month, number in steady().items() if month > MONTHS[3] and month != MONTHS[20]}

    found = holes("oost", series, MONTHS, set(MONTHS))

    assert found is not None and (found.first, found.times) == (MONTHS[20], 1)


def test_what_a_library_wrote_down_explains_its_own_branches_only():
    told = Closed("utrecht", None, date(2026, 2, 2), date(2026, 3, 29), "Verbouwing", "Refurbishment")
    dip = Finding("low", "oost", date(2026, 3, 1), date(2026, 3, 31))

    assert explained(dip, "utrecht", [told]) is told
    assert explained(dip, "zeist", [told]) is None
    assert explained(Finding("low", "oost", date(2026, 4, 1), date(2026, 4, 30)), "utrecht", [told]) is None


@pytest.mark.parametrize(
    ("name", "body", "rows", "wrong"),
    [
        ("rij", ROW, ["utr-oost;01-01-2026;100;10;5;105;105", "utr-oost;01-02-2026;105;10;5;111;216"], [(3, 111, 110)]),
        ("totaal", TOTAL, ["utr-oost;01-01-2026;;;;105;", "Totaal;01-01-2026;;;;106;"], [(3, 106, 105)]),
        ("geheel", TOTAL.rpartition("\n")[0], ["utr-oost;01-01-2026;;;;105;", "Totaal;;;;;106;"], [(3, 106, 105)]),
        ("jaar", RUNNING, ["utr-oost;01-01-2026;;;;105;105", "utr-oost;01-02-2026;;;;5;111"], [(3, 111, 110)]),
        ("jaar later", RUNNING, ["utr-oost;01-03-2026;;;;105;300", "utr-oost;01-04-2026;;;;5;305"], []),
    ],
)
def test_a_sum_that_does_not_add_up_is_told_by_its_row(load, name, body, rows, wrong):
    content = (HEAD + "\n".join(rows) + "\n").encode()

    came = load(content, SUMS + CHECK.format(name=name, body=body))

    (told,) = came.report["sums"]
    assert told["says"]["nl"] == name and told["wrong"] == len(wrong)
    assert [(one["row"], one["found"], one["expected"]) for one in told["examples"]] == wrong
    assert came.report["accepted"] == sum(not row.startswith("Totaal") for row in rows), "it is told, not refused"


def test_a_check_needs_its_columns_and_says_which_are_not_there(load):
    came = load(b"Vestiging;Maand;Eind\nutr-oost;01-01-2026;4\n", SUMS + CHECK.format(name="rij", body=ROW))

    assert came.report["sums"][0]["lacking"] == ["Begin", "Instroom", "Uitstroom"]


@pytest.mark.parametrize("body", ["", 'equals = "Eind"', f'{ROW}\ntotal = "x"', f'{ROW}\nmoreover = "x"'])
def test_a_check_that_says_too_little_or_too_much_is_refused(body):
    with pytest.raises(ContractBroken, match="checks"):
        read_source("klanten", SUMS + CHECK.format(name="n", body=body))


def loose(*days: str) -> bytes:
    return ("Datum,Reden,Cijfer\n" + "".join(f"{day},lezen,7\n" for day in days)).encode()


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (["03-04-2026", "13-04-2026", "14-05-2026"], None),
        (["04-03-2026", "04-13-2026", "05-12-2026"], "swapped"),
        (["13-04-2026", "04-13-2026", "05-12-2026"], "mixed"),
        ([f"{n:02d}-05-2026" for n in range(1, 13)], None),
        ([f"05-{n:02d}-2026" for n in range(1, 13)], "swapped"),
        ([f"01-{n:02d}-2026" for n in range(1, 13)], None),
        ([f"{n:02d}-{1 + n % 9:02d}-2026" for n in range(1, 13)], "ask"),
    ],
)
def test_day_and_month_are_told_apart_by_all_dates_together(load, days, kind):
    came = load(loose(*days), file='dates = ["%d-%m-%Y"]')

    assert [one["kind"] for one in came.report["dates"]] == ([kind] if kind else [])


def test_a_month_that_is_no_first_day_is_a_month_read_as_a_day(load):
    rows = "".join(f"utr-oost;0{n}-01-2026;{n}\n" for n in range(1, 7))

    came = load(("Vestiging;Maand;Eind\n" + rows).encode(), SUMS)

    assert [(one["kind"], one["column"]) for one in came.report["dates"]] == [("swapped", "Maand")]


def test_the_headlines_of_a_preview_are_those_one_sees_once_it_is_in_force(place, visits_file):
    at_work = place.operator
    both = [(year, month) for year in (2025, 2026) for month in range(1, 7)]
    first = [f"Oost;01-{month:02d}-{year};{100 * month};geteld" for year, month in both]
    intake.deliver(at_work, "visits", visits_file(*first), "utrecht")
    added = visits_file("Oost;01-07-2025;50;geteld", "Oost;01-07-2026;75;geteld", name="juli.csv")
    preview = intake.deliver(at_work, "visits", added, "utrecht", preview=True)

    def shown(until: date) -> int:
        rows = refreshed(at_work).ask("board/key_figures", since=date(2026, 1, 1), until=until).rows
        return rows["number"][0]

    (told,) = preview.report["headlines"]
    assert (told["figure"], told["before"], told["after"]) == ("visits", 2100, 2175)
    assert told["before"] == shown(date(2026, 6, 1))
    intake.activate(at_work, preview.run_id)
    assert told["after"] == shown(date(2026, 7, 1))


def test_a_preview_says_in_short_sentences_what_stands_out(house, open_app, workspace, visits_file):
    inge = workspace("inge")
    intake.deliver_rows(inge, "branches", [{"branch_id": "utr-oost", "name": "Oost", "kind": "branch"}], "utrecht")
    rows = [f"Oost;01-{month:02d}-2026;{1000 + month};geteld" for month in range(1, 9)]
    intake.deliver(inge, "visits", visits_file(*rows), "utrecht")
    intake.deliver(inge, "visits", visits_file("Oost;01-09-2026;4500;geteld", name="sep.csv"), "utrecht", preview=True)

    app = visit(open_app, "inge", "deliver")

    assert "Oost: 4.500 bezoeken in sep 2026. Gewoonlijk is dat 1.001 tot 1.008 per maand." in seen(app)
    assert 'alt="Oost per maand' in seen(app) and "wat opvalt: sep 2026 4.500" in seen(app)
    english = seen(visit(open_app, "inge", "deliver", "en"))
    assert "Usually that is 1,001 to 1,008 a month." in english


def test_a_preview_of_which_no_row_can_go_through_says_where_they_can_be_put_right(
    house, open_app, workspace, visits_file
):
    wrong = visits_file("Wost;01-01-2026;10;geteld", "Oost;gisteren;10;geteld")
    intake.deliver(workspace("inge"), "visits", wrong, "utrecht", preview=True)

    def told_below(language: str) -> str:
        return " ".join(block.proto.body for block in visit(open_app, "inge", "deliver", language).get("html"))

    told = told_below("nl")

    assert "Geen enkele rij kan door." in told and "dan kun je ze verbeteren in Quarantaine" in told
    assert "0 rijen klaar" not in told and "kunnen wel door" not in told
    assert "Not a single row can go through." in told_below("en")


def test_the_counter_change_and_the_dip_planted_in_the_demo_are_found(place, demo_files):
    truths = truths_for(DEMO_UNTIL)
    needed = ("libraries", "cbs_municipalities", "branches", "opening_hours", "closures", "door_counts")
    came = None
    for one in demo.read_order(demo_files):
        if one.source_id in needed:
            doors = one.source_id == "door_counts"
            came = intake.deliver(refreshed(place.operator), one.source_id, demo_files / one.file, preview=doors)

    told = came.report["signals"]["told"]
    counter = next(one for one in told if one["kind"] == "counter")
    assert (counter["branch_id"], counter["first"]) == (truths["counter"]["branch"], str(truths["counter"]["since"]))
    assert counter["found"] > 0 and counter["reason_nl"]
    dip = [one for one in told if one["branch_id"] == truths["dip"]["branch"] and one["kind"] in ("low", "gap")]
    months = {one["first"][:7] for one in dip}
    assert months == {"2026-02", "2026-03"} and all(one["reason_nl"] for one in dip)


@pytest.mark.parametrize(
    ("scopes", "told"),
    [
        ((("branch:a", 1), ("library:a", 2)), [12]),
        ((("library:a", 2), ("library:b", 2)), []),
        ((("library:a", 2), ("library:b", 2), ("province:p", 3)), [12]),
    ],
    ids=["one library", "some of a province", "a whole province"],
)
def test_members_of_several_libraries_are_told_only_where_those_are_counted_together(
    tmp_path, monkeypatch, scopes, told
):
    answers = {
        "usage/reference_dates": [],
        "segments/months": [{"month": date(2026, 10, 1)}],
        "segments/share": [{"segment": "all", "persons": 12}, {"segment": "no_group", "persons": 12}],
    }
    monkeypatch.setattr(headlines, "ask", lambda bench, name, **values: answers[name])
    bench = Workbench("200MB", 1, tmp_path / "scratch")
    bench.run("create schema mart")
    listed = ", ".join(map(str, scopes))
    bench.run(f"create table mart.segment_scope as select * from (values {listed}) t(scope_id, width)")

    assert [one["number"] for one in headlines.members(bench, None)] == told
    assert [one["number"] for one in headlines.members(bench, "a")] == [12]
    bench.close()
