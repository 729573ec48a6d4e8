"""Doelgroepen › Overzicht on the invented province: figures as the files say, and the planted truths found."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from biebwijzer import demo, segments
from biebwijzer.access import operator_workspace
from biebwijzer.look import drawn, ready, table_rows
from biebwijzer.problems import NotAllowed
from biebwijzer.segments.groups import groups
from biebwijzer.settings import ROOT
from tests.conftest import TODAY
from tests.segments import grouping
from tests.segments.delivered_demo import SOURCES, delivered_world

NOW, BEFORE = date(2026, 10, 1), date(2025, 10, 1)
LIBRARY = "vaartstreek"
TRUTHS = tomllib.loads((ROOT / "biebwijzer" / "demo" / "truths.toml").read_text(encoding="utf-8"))
KINDS = ("all", "member", "free_account")


@pytest.fixture
def origin(demo_home) -> Path:
    """The demo's home."""
    return demo_home


@pytest.fixture
def operator(house):
    """Somebody who works for every library."""
    return operator_workspace(house.stores, house.asking, TODAY, "nl")


@pytest.fixture
def world(house, demo_home):
    """What Vaartstreek delivered, in plain Python."""
    with house.stores.records.reading() as reading:
        runs = {one["source_id"]: one["run_id"] for one in reading.find("intake.run", {"library_id": LIBRARY})}
        refused = {
            source: {row["source_row"] for row in reading.find("intake.refused_row", {"run_id": runs[source]})}
            for source in SOURCES
        }
    assert all(refused.values())
    return delivered_world(demo_home.parent / "files", LIBRARY, refused)


def by_group(rows, column="persons") -> dict[str, int]:
    return {code: n for code, n in rows.select("segment", column).iter_rows() if code != "all" and n}


def test_every_share_is_what_the_delivered_files_say(workspace, world):
    noor = workspace("noor")
    places = dict(noor.ask("segments/branches", on_month=NOW).rows.iter_rows())
    now, before = (list(world.groups_at(month)) for month in (NOW, BEFORE))
    assert len(now) > 1000

    for kind in KINDS:
        for branch_id in (None, *places):
            asked = {"person_kind": kind, "branch_id": branch_id, "library_id": LIBRARY}
            share = noor.ask("segments/share", on_month=NOW, **asked)
            branch = places.get(branch_id)

            assert by_group(share.rows) == grouping.counted(now, kind, branch)
            assert by_group(share.rows, "before") == grouping.counted(before, kind, branch)
            behind = noor.rows_behind(share)
            whole = share.rows.filter(share.rows["segment"] == "all")["persons"].sum()
            assert behind.rows.height == whole == sum(grouping.counted(now, kind, branch).values())
            assert dict(behind.rows["segment"].value_counts().iter_rows()) == by_group(share.rows)


def test_members_and_free_accounts_are_kept_apart_and_whoever_is_both_counts_once(workspace, world):
    noor = workspace("noor")

    def persons(kind):
        rows = noor.ask("segments/share", on_month=NOW, person_kind=kind).rows
        return rows.filter(rows["segment"] == "all")["persons"][0]

    kinds = [kind for _, _, kind, _ in world.groups_at(NOW)]
    assert persons("member") + persons("free_account") - persons("all") == kinds.count("both") > 0
    assert persons("all") == len(kinds) < noor.ask("usage/visits_per_month", since=NOW, until=NOW).rows["visits"][0]


def test_every_month_of_the_trend_is_what_the_files_say(workspace, world):
    rows = workspace("noor").ask("segments/trend", library_id=LIBRARY).rows

    months = world.whole_months(LIBRARY)
    assert rows["month"].unique().sort().to_list() == months and len(months) == 16
    for month in (months[0], months[7], months[-1]):
        assert by_group(rows.filter(rows["month"] == month)) == grouping.counted(world.groups_at(month))


def test_every_step_of_the_movement_is_what_the_files_say(workspace, world):
    noor = workspace("noor")
    for kind in KINDS:
        answer = noor.ask("segments/movement", on_month=NOW, person_kind=kind)
        steps = {
            (one, other): n for one, other, n in answer.rows.select("from_segment", "to_segment", "persons").rows()
        }
        cells = {pair: n for pair, n in steps.items() if "all" not in pair}

        assert cells == grouping.moved(world, NOW, {LIBRARY}, kind)
        behind = noor.rows_behind(answer)
        assert Counter(behind.rows.select("from_segment", "to_segment").iter_rows()) == cells
        share = noor.ask("segments/share", on_month=NOW, person_kind=kind).rows
        assert {to: n for (one, to), n in steps.items() if one == "all" and to != "gone"} == by_group(share)
        assert {one: n for (one, to), n in steps.items() if to == "all" and one != "not_yet"} == by_group(
            share, "before"
        )


def test_a_library_that_delivered_nothing_for_months_has_a_gap_and_no_sleepers(operator):
    gap = TRUTHS["gap"]
    whole = {one: operator.ask("segments/months", library_id=one).rows["month"] for one in (gap["library"], LIBRARY)}

    first = grouping.earlier(gap["until"].replace(day=1), -12)
    assert whole[gap["library"]].min() == first and whole[LIBRARY].min() < first
    rows = operator.ask("segments/trend", library_id=gap["library"], since=date(2024, 10, 1)).rows
    assert rows["month"].min() == first
    asleep = [
        by_group(operator.ask("segments/share", library_id=one, on_month=first).rows)["dormant"] / len(list(people))
        for one, people in (
            (one, operator.ask("segments/share_rows", library_id=one, on_month=first).rows["segment"]) for one in whole
        )
    ]
    assert asleep[0] < 1.25 * asleep[1]
    together = operator.ask("segments/trend").rows
    lacking = together.filter(~together["is_complete"])["month"]
    assert not lacking.is_empty() and lacking.max() < first


def test_where_bieb_werkt_brought_people_their_group_is_larger(operator):
    world = demo.world_for(demo.scale_named("tiny"), TRUTHS["until"])
    found = {}
    for library in ("vaartstreek", "bosrijk", "lingestroom"):
        rows = operator.ask("segments/share", library_id=library, on_month=NOW).rows
        residents = sum(sum(one.residents) for one in world.municipalities if one.library_on(NOW) == library)
        found[library] = 1000 * by_group(rows)["study_work"] / residents

    usual, extra = TRUTHS["work"]["per_1000"], TRUTHS["introductions"]
    for library, rate in found.items():
        expected = usual + extra.get(library, {}).get("extra_per_1000", 0.0)
        assert abs(rate - expected) < 0.25 * expected, (library, rate, expected)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("person", ["noor", "karim", "poi_adviser"])
@pytest.mark.parametrize("exhibit", segments.GROUP_EXHIBITS, ids=lambda one: one.name)
def test_every_exhibit_is_drawn_and_tabled_for_every_reader(workspace, exhibit, person, language):
    reader = workspace(person, language=language)
    if person == "poi_adviser" and exhibit is segments.GROUP_MOVEMENT:
        with pytest.raises(NotAllowed):
            reader.ask(exhibit.question)
        return
    answer = ready(exhibit, reader.ask(exhibit.question, on_month=NOW), reader.words)

    spec, (heads, rows) = drawn(exhibit, answer, reader.words), table_rows(exhibit, answer, reader.words)

    assert spec["layer"] and len(rows) == answer.rows.height and len(heads) == len(exhibit.table)
    said = [say(answer, reader.words) for say in (exhibit.title, exhibit.subtitle, exhibit.alternative)]
    assert all(said) and not any("{" in text or "None" in text for text in said)


def test_a_title_claims_only_what_is_no_chance(workspace):
    noor = workspace("noor")
    answer = noor.ask("segments/share", on_month=NOW, beside_month=BEFORE)
    shares = {one.code: one for one in segments.shares_in(answer.rows)}
    riser = max((one for one in shares.values() if one.code != "no_group"), key=lambda one: one.difference.share)

    assert riser.difference.low > 0
    assert segments.group_many(riser.code, noor.words) in segments.GROUP_SHARE.title(answer, noor.words)
    same = noor.ask("segments/share", on_month=NOW, beside_month=NOW)
    assert segments.GROUP_SHARE.title(same, noor.words) == "Welke groepen komen er?"


def test_a_manager_sees_no_count_below_five_and_none_that_the_total_gives_away(workspace):
    karim, noor = workspace("karim"), workspace("noor")
    places = noor.ask("segments/branches", on_month=NOW).rows["branch_id"].to_list()
    concealed = 0
    for branch_id in places:
        asked = {"on_month": NOW, "branch_id": branch_id}
        true = by_group(noor.ask("segments/share", **asked).rows)
        rows = karim.ask("segments/share", **asked).rows
        parts = rows.filter(rows["segment"] != "all")
        hidden = set(parts.filter(parts["persons_missing"] == "hidden")["segment"])

        assert {code for code, n in true.items() if n < 5} <= hidden
        assert len(hidden) != 1
        concealed += len(hidden)
        steps = karim.ask("segments/movement", **asked).rows
        assert (steps["persons"].drop_nulls() >= 5).all()
        for side in ("from_segment", "to_segment"):
            for _, line in steps.filter((steps["from_segment"] != "all") & (steps["to_segment"] != "all")).group_by(
                side
            ):
                assert line["persons"].null_count() != 1 or line.height == 1
    assert concealed


def test_outside_the_library_there_are_totals_and_one_way_tables_only(workspace):
    adviser = workspace("poi_adviser")

    rows = adviser.ask("segments/share", on_month=NOW).rows
    known = rows["persons"].drop_nulls()
    assert known.len() and (known >= 10).all() and (known % 5 == 0).all()
    for narrowed in ({"branch_id": "vaartstreek-houten"}, {"person_kind": "member"}, {"library_id": LIBRARY}):
        with pytest.raises(NotAllowed):
            adviser.ask("segments/share", on_month=NOW, **narrowed)


def test_nobody_sees_groups_of_a_library_that_is_not_theirs(workspace):
    sven = workspace("sven")

    assert sven.ask("segments/share", library_id=LIBRARY).is_empty()
    assert sven.ask("segments/share", branch_id="vaartstreek-houten").is_empty()
    assert sven.ask("segments/share_rows", library_id=LIBRARY, on_month=NOW).is_empty()
    assert sven.ask("segments/movement", library_id=LIBRARY).is_empty()


def test_pupils_are_counted_and_never_followed_as_a_person(house):
    view = {"libraries": [LIBRARY], "may_see_people": True, "person": "noor", "permissions": []}
    with house.stores.cursor(view) as cursor:
        rows = cursor.sql(
            "select segment, count(*) as n, count(member_key) as keys from mart.segment_member group by 1"
        ).pl()

    keyless = {code for code, n, keys in rows.iter_rows() if keys == 0}
    assert keyless == {code for code, group in groups().items() if group.totals_only}
    assert rows.filter(~rows["segment"].is_in(keyless)).select((pl.col("n") == pl.col("keys")).all()).item()


def shown(page) -> str:
    return " ".join(block.proto.body for block in page.get("html"))


def test_the_page_shows_the_groups_of_the_library(open_app, workspace):
    rows = workspace("noor").ask("segments/share", on_month=NOW, library_id=LIBRARY).rows
    numbers = by_group(rows)

    page = open_app("noor").switch_page("segments/overview.py").run()

    said = shown(page)
    assert not page.exception and "Wie komt er?" in said
    for code in ("study_work", "dormant", "no_group"):
        assert workspace("noor").words.number(numbers[code]) in said
    assert len(page.get("vega_lite_chart")) == len(segments.GROUP_EXHIBITS)
    assert "Een bezoek is geen persoon" in said
    assert (page.query_params["stand"], page.query_params["naast"]) == ("2026-10-31", "2025-10-31")


def test_what_one_chooses_stands_in_the_address_and_narrows_the_figures(open_app, workspace):
    page = open_app("noor")
    page.query_params["vestiging"] = "vaartstreek-houten"
    page.query_params["wie"] = "gratis"
    page.switch_page("segments/overview.py").run()

    asked = {"on_month": NOW, "branch_id": "vaartstreek-houten", "person_kind": "free_account"}
    rows = workspace("noor").ask("segments/share", **asked).rows
    whole = rows.filter(rows["segment"] == "all")["persons"][0]
    assert not page.exception
    assert f'<p class="value">{workspace("noor").words.number(whole)}</p>' in shown(page)


def test_wrong_values_in_the_address_are_dropped_and_said(open_app):
    page = open_app("noor")
    for name, value in {"stand": "2031-01-31", "naast": "gisteren", "vestiging": "elders", "wie": "iedereen"}.items():
        page.query_params[name] = value
    page.switch_page("segments/overview.py").run()

    captions = " ".join(caption.value for caption in page.caption)
    assert not page.exception and len(page.get("vega_lite_chart")) == len(segments.GROUP_EXHIBITS)
    assert "Die datum is er niet" in captions and "Die vestiging is er niet" in captions
    assert "Die keuze is er niet" in captions


def test_the_page_speaks_english(open_app):
    page = open_app("noor", language="en").switch_page("segments/overview.py").run()

    said = shown(page)
    assert not page.exception and "A visit is not a person" in said and "Study and work visitors" in said
    assert "groeiden" not in said and "Personen" not in said


def test_an_adviser_sees_shares_and_no_filter_that_would_tell_too_much(open_app):
    page = open_app("poi_adviser").switch_page("segments/overview.py").run()

    assert not page.exception and {box.key for box in page.selectbox} == {"stand", "naast"}
    assert page.query_params["naast"] == "2025-10-31"
    assert len(page.get("vega_lite_chart")) == 2 and "zie je hier niet" in shown(page)


def test_whoever_may_not_read_segments_gets_no_figure(open_app):
    page = open_app("staff").switch_page("segments/overview.py").run()

    assert not page.get("vega_lite_chart") and "Studie- en werkbezoekers" not in shown(page)


def test_where_every_number_is_too_small_the_page_says_so_instead_of_drawing_nothing(open_app, workspace):
    noor = workspace("noor")
    places = noor.ask("segments/branches", on_month=NOW).rows["branch_id"].to_list()
    largest = {
        branch_id: max(
            by_group(noor.ask("segments/trend", branch_id=branch_id, person_kind="free_account").rows).values(),
            default=0,
        )
        for branch_id in places
    }
    small = min(largest, key=lambda branch_id: largest[branch_id])
    assert largest[small] < 5

    page = open_app("karim")
    page.query_params["vestiging"] = small
    page.query_params["wie"] = "gratis"
    page.switch_page("segments/overview.py").run()

    assert not page.exception and "Een deel van de aantallen is verborgen" in shown(page)
    assert "minder dan 5 mensen" in shown(page)


def test_where_not_every_library_delivered_nothing_is_compared(operator):
    month = operator.ask("segments/months", library_id=TRUTHS["gap"]["library"]).rows["month"].min()
    before = grouping.earlier(month, 1)

    share = operator.ask("segments/share", on_month=NOW, beside_month=before)
    words = operator.words

    assert share.rows["before"].null_count() == share.rows.height and not share.rows["is_complete"][0]
    assert segments.GROUP_SHARE.title(share, words) == "Welke groepen komen er?"
    assert "niet alle bibliotheken" in segments.GROUP_SHARE.subtitle(share, words)
    whole = operator.ask("segments/share", on_month=NOW, beside_month=month)
    assert whole.rows["before"].null_count() == 0
