"""Verkennen: a measure split as one likes, protected as any other figure, kept as an address."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import polars as pl
import pytest

from biebwijzer import explore
from biebwijzer.access import Workspace
from biebwijzer.access.views import ViewDraft, problems, remove, save
from biebwijzer.desk.explored import exhibit_of
from biebwijzer.explore.measures import Choice, Measure, values_of
from biebwijzer.look import drawn, ready, table_rows
from biebwijzer.problems import NotAllowed
from biebwijzer.words import Words

PAGE = "explore/explore.py"


@pytest.fixture
def origin(demo_home):
    return demo_home


def choices(workspace: Workspace, measure: Measure, kept: bool = True, both_ways: bool = True) -> Iterator[Choice]:
    """Every way to split a measure in none, one or two, over its last period, and some parts to keep.

    Not `both_ways` round: split by one and then by another once, not also the other way.
    """
    found = explore.moments(workspace)[measure.code]
    first, last = found[max(len(found) - 12, 0)], found[-1]
    since = first if measure.period == "months" else last
    ways = [None, *measure.offers]
    parts = {one: some_part(workspace, measure, last, one) for one in measure.offers if measure.is_protected and kept}
    for split, second in product(ways, repeat=2):
        if split is not None and split == second:
            continue
        if split and second and not both_ways and ways.index(split) > ways.index(second):
            continue
        plain = Choice(measure, since, last, split, second, beside_a_year_ago=True)
        yield plain
        if second in parts:
            yield replace(plain, kept=parts[second])


def some_part(workspace: Workspace, measure: Measure, last: date, second: str) -> str | None:
    parts = explore.explored(workspace, Choice(measure, last, last, None, second)).rows
    return None if parts.is_empty() else parts.sort(measure.value, nulls_last=True)["series"][0]


def measured() -> list[Measure]:
    return list(explore.measures().values())


@pytest.mark.parametrize("measure", measured(), ids=lambda one: one.code)
def test_a_measure_is_asked_with_exactly_what_its_question_takes(measure):
    asked = values_of(Choice(measure, date(2026, 1, 1), date(2026, 3, 1), measure.offers[0]))

    assert set(asked) == {param.name for param in measure.query.params}


@pytest.mark.parametrize("measure", measured(), ids=lambda one: one.code)
def test_the_parts_add_up_to_the_whole_whatever_the_split(measure, workspace):
    noor = workspace("noor")
    if measure.code not in explore.moments(noor):
        pytest.skip("the invented province has no such delivery")

    sums = {
        (choice.split, choice.second): int(explore.explored(noor, choice).rows[measure.value].sum())
        for choice in choices(noor, measure, kept=False)
    }

    assert sums and min(sums.values()) > 0
    assert len(set(sums.values())) == 1, sums


@pytest.mark.parametrize("measure", [one for one in measured() if one.is_protected], ids=lambda one: one.code)
@pytest.mark.parametrize("person", ["karim", "admin", "poi_adviser", "kb_reader"])
def test_no_split_or_filter_shows_a_small_number(measure, person, workspace):
    asker = workspace(person)
    if measure.code not in explore.moments(asker):
        pytest.skip("the invented province has no such delivery")
    true = replace(asker, audience="eigen")
    below = asker.thresholds.hidden_below(asker.audience)
    asked = refused = 0

    # What is protected looks at the parts and at the series alike: for one person both ways round is enough.
    for choice in choices(true, measure, both_ways=person == "karim"):
        whole = explore.explored(true, choice).rows.select("part", "series", measure.value, "before")
        try:
            seen = explore.explored(asker, choice).rows
        except NotAllowed:
            refused += 1
            assert asker.audience == "buiten" and choice.split and choice.second
            continue
        asked += 1
        held = seen.join(whole, on=["part", "series"], suffix="_true")
        assert held.height == seen.height == whole.height
        for column in (measure.value, "before"):
            shown = held.filter(pl.col(column).is_not_null(), pl.col(f"{column}_true") > 0)
            assert (shown[f"{column}_true"] >= below).all(), (choice, column)
            if asker.audience == "buiten":
                assert (shown[column] % asker.thresholds.rounding == 0).all()
            else:
                assert not alone(held, column, choice), (choice, column)
    assert asked > len(measure.offers) and (refused > 0) == (asker.audience == "buiten")


def alone(held: pl.DataFrame, column: str, choice: Choice) -> list[tuple]:
    """Lines whose total one could know and that hide just one number: it would be the total minus the others."""
    hidden = held.with_columns(gone=pl.col(column).is_null() & (pl.col(f"{column}_true") > 0))
    found = []
    for along, rest, split in (("part", "series", choice.split), ("series", "part", choice.second)):
        if split is None:
            continue
        line = hidden.group_by(rest, "library").agg(
            pl.col("gone").sum(), (pl.col(f"{column}_true") > 0).sum().alias("parts")
        )
        found += [(along, *row) for row in line.filter(pl.col("gone") == 1, pl.col("parts") > 1).iter_rows()]
    return found


@pytest.mark.parametrize("measure", [one for one in measured() if one.is_protected], ids=lambda one: one.code)
def test_as_many_rows_stand_behind_it_as_the_number_says(measure, workspace):
    noor = workspace("noor")
    if measure.code not in explore.moments(noor):
        pytest.skip("the invented province has no such delivery")
    for choice in choices(noor, measure):
        answer = explore.explored(noor, replace(choice, beside_a_year_ago=False))
        kept = answer.rows.filter(pl.col("is_kept"))
        assert noor.rows_behind(answer).rows.height == kept[measure.value].sum(), choice


def test_every_choice_is_a_picture_and_a_table_in_both_languages(workspace):
    noor = workspace("noor")
    for measure in measured():
        if measure.code not in explore.moments(noor):
            continue
        for choice in choices(noor, measure):
            answer = explore.explored(noor, choice)
            for words in (Words("nl"), Words("en")):
                exhibit = exhibit_of(choice, answer)
                shown = ready(exhibit, answer, words)
                drawn(exhibit, shown, words)
                heads, rows = table_rows(exhibit, shown, words)
                assert len(heads) == len(rows[0])
                assert exhibit.title(shown, words) and exhibit.alternative(shown, words)


def test_a_year_earlier_is_what_that_year_was_asked_itself(workspace):
    noor = workspace("noor")
    measure = explore.measures()["loans"]
    last = explore.moments(noor)["loans"][-1]
    since = last.replace(year=last.year - 1)
    choice = Choice(measure, since, last, "branch", beside_a_year_ago=True)
    before = Choice(measure, since.replace(year=since.year - 1), last.replace(year=last.year - 1), "branch")

    now_ = dict(explore.explored(noor, choice).rows.select("part", "before").drop_nulls().iter_rows())
    then = dict(explore.explored(noor, before).rows.select("part", "loans").iter_rows())

    assert now_ and now_ == {part: then[part] for part in now_}


def test_a_manager_of_one_library_never_sees_another(workspace):
    sven, noor = workspace("sven"), workspace("noor")
    measure = explore.measures()["loans"]
    last = explore.moments(noor)["loans"][-1]
    choice = Choice(measure, last, last, "branch")
    theirs, ours = explore.explored(sven, choice), explore.explored(noor, choice)
    assert not set(theirs.rows["part"]) & set(ours.rows["part"])
    branch = ours.rows["part"][0]
    assert explore.explored(sven, replace(choice, branch=branch)).is_empty()


def test_what_a_choice_asks_leads_back_to_the_same_choice(workspace):
    noor = workspace("noor")
    for measure in explore.measures().values():
        if measure.code not in explore.moments(noor):
            continue
        for choice in choices(noor, measure):
            found = explore.choice_of(measure.query.name, values_of(choice))
            assert found is not None and values_of(found) == values_of(choice) and found.measure == measure
    assert explore.choice_of("usage/visits_per_month", {"since": date(2024, 1, 1)}) is None


def test_a_view_is_kept_shared_undone_and_thrown_away_by_its_owner_only(workspace):
    noor, karim, sven = workspace("noor"), workspace("karim"), workspace("sven")
    address = {"maat": "loans", "splits": "branch", "token": "x"}
    assert [one.field for one in problems(noor, ViewDraft(" ", address))] == ["name"]
    assert [one.field for one in problems(workspace("poi_adviser"), ViewDraft("x", address, True))] == ["is_shared"]

    save(noor, explore.VIEWS, ViewDraft("Alleen van mij", address))
    act = save(noor, explore.VIEWS, ViewDraft("Van ons", address, is_shared=True)).audit_id

    views = {one: {row["name"]: row for row in asker.ask("access/saved_views", page="verkennen").rows.to_dicts()}
             for one, asker in (("noor", noor), ("karim", karim), ("sven", sven))}  # fmt: skip
    assert set(views["noor"]) == {"Alleen van mij", "Van ons"}
    assert set(views["karim"]) == {"Van ons"} and not views["sven"]
    assert views["noor"]["Van ons"]["address"] == "maat=loans&splits=branch"
    with pytest.raises(NotAllowed):
        remove(karim, explore.VIEWS, views["karim"]["Van ons"]["saved_view_id"])
    noor.undo(act)
    assert karim.ask("access/saved_views", page="verkennen").is_empty()
    remove(noor, explore.VIEWS, views["noor"]["Alleen van mij"]["saved_view_id"])
    assert noor.ask("access/saved_views", page="verkennen").is_empty()
    with noor.stores.records.reading() as reading:
        done = [line["action"] for line in reading.find("access.audit") if line["action"].startswith("explore.")]
    assert sorted(set(done)) == [
        "explore.saved_view.removed", "explore.saved_view.saved", "explore.saved_view.saved.undone",
    ]  # fmt: skip


@pytest.mark.parametrize("person", ["noor", "karim", "poi_adviser"])
def test_the_page_opens_on_an_address_and_forgives_a_wrong_one(person, open_app):
    page = open_app(person).switch_page(PAGE).run()
    assert not page.exception and page.get("vega_lite_chart")

    for address in (
        {"maat": "loans", "splits": "month", "naast": "jaar"},
        {"maat": "reservations", "splits": "weekday", "en": "hour", "alleen": "10"},
        {"maat": "nonsense", "splits": "'; drop table", "en": "x", "wanneer": "gisteren", "vestiging": "elders"},
    ):
        page.query_params.clear()
        page.query_params.update(address)
        page.run()
        assert not page.exception, address


def test_whoever_sees_no_figures_does_not_explore(open_app):
    page = open_app("staff").switch_page(PAGE).run()

    assert not page.exception and not page.selectbox
