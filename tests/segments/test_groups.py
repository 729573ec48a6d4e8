"""Groups: everybody is in the group that groups.toml gives, whatever was delivered in which order."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.contract import table_statements
from biebwijzer.segments.groups import group_many, group_name, group_short, groups, rules_version
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.queries import QUERIES
from biebwijzer.words import Words
from tests.examples import tried_on
from tests.intake.test_rollups import deliver, made_anew, stands
from tests.segments import grouping

pytestmark = pytest.mark.slow

FIRST, MONTHS = date(2024, 9, 1), 27
KEYS = ("ans", "bob", "cor", "dik", "eva")
LIBRARIES = ("oost", "west")


def month_at(number: int) -> date:
    return grouping.earlier(FIRST, -number)


days = st.builds(lambda n, d: month_at(n).replace(day=d), st.integers(0, MONTHS - 1), st.integers(1, 28))
someone = {"library_id": st.sampled_from(LIBRARIES), "member_key": st.sampled_from(KEYS)}
branches = st.sampled_from(("oost-1", "oost-2"))
births = st.none() | st.sampled_from((1950, 1990, 2004, 2006, 2007, 2008, 2009, 2013, 2014, 2020))


def several(**columns):
    return st.lists(st.fixed_dictionaries({**someone, "branch_id": branches, **columns}), max_size=14)


MEMBERS = several(
    subscription=st.sampled_from(("adult", "youth")),
    member_since=days | st.just(date(2010, 1, 1)),
    member_until=st.none() | days,
    birth_year=births,
)
ACCOUNTS = several(
    proposition=st.sampled_from(("bieb_werkt", "iets_anders")),
    registered_at=days.map(lambda day: datetime(day.year, day.month, day.day, 23, 30)),
    birth_year=births,
)
# Runs of use: what a group asks for is often a few times the same within months.
LOANS = several(
    loaned_on=days, times=st.integers(1, 14), material=st.sampled_from(("adult_book", "youth_book", "digital"))
)
VISITS = several(
    starts_at=days.map(lambda day: datetime(day.year, day.month, day.day, 10)),
    times=st.integers(1, 3),
    status=st.sampled_from(("checked_in", "checked_in", "no_show")),
)
JOINED = several(
    held_on=days,
    times=st.integers(1, 3),
    core_function=st.sampled_from(("education", "knowledge", "culture", "debate")),
)
GAPS = st.sets(st.tuples(st.sampled_from(LIBRARIES), st.integers(0, MONTHS - 1)), max_size=1)


def filled(rows: list[dict], **values) -> list[dict]:
    """Rows with what their contract asks for and no group looks at."""
    return [{**row, **values} for row in rows]


def repeated(rows: list[dict], day: str) -> list[dict]:
    """Each row as many times as it says, on the days after it within its month."""
    found = []
    for row in rows:
        for number in range(row.pop("times")):
            found.append({**row, day: row[day].replace(day=min(28, row[day].day + number))})
    return found


def steady(gaps: set[tuple[str, int]]) -> list[dict]:
    """One loan in every month of every library, so that the month was delivered."""
    return [
        {
            "library_id": library,
            "branch_id": "oost-1",
            "member_key": "zus",
            "loaned_on": month_at(n),
            "material": "adult_book",
        }
        for library in LIBRARIES
        for n in range(MONTHS)
        if (library, n) not in gaps
    ]


def everybody_at_one_branch() -> list[dict]:
    """A member for each key, all alike."""
    return [
        {"library_id": "oost", "member_key": key, "branch_id": "oost-1", "subscription": "adult",
         "member_since": date(2010, 1, 1), "member_until": None, "birth_year": 1990}
        for key in KEYS
    ]  # fmt: skip


def delivered_months(rows: list[dict], gaps: set[tuple[str, int]]) -> list[dict]:
    """What was not delivered did not come."""
    missing = {(library, month_at(n)) for library, n in gaps}
    return [row for row in rows if (row["library_id"], row["loaned_on"].replace(day=1)) not in missing]


@tried_on(4)
@given(MEMBERS, ACCOUNTS, LOANS, VISITS, JOINED, GAPS, st.permutations(range(6)))
def test_everybody_is_in_the_group_that_the_rules_give(members, accounts, loans, visits, joined, gaps, order):
    loans = delivered_months(repeated(loans, "loaned_on"), gaps)
    visits = [
        {**row, "reserved_at": row["starts_at"], "ends_at": row["starts_at"]} for row in repeated(visits, "starts_at")
    ]
    visits = filled(visits, reservation_id="r", proposition="bieb_werkt", place_kind="seat")
    joined = filled(repeated(joined, "held_on"), activity_id="a")
    split = len(loans) // 2
    deliveries = [
        ("usage.membership", members),
        ("usage.registration", accounts),
        ("usage.loan", steady(gaps)),
        ("usage.loan", loans[:split]),
        ("usage.reservation", visits),
        ("usage.participation", joined),
    ]
    world = grouping.World()
    for row in members:
        world.member(row)
    for row in accounts:
        world.account(row)
    for row in (*steady(gaps), *loans[:split]):
        world.loan(row)
    for row in visits:
        world.reservation(row)
    for row in joined:
        world.participation(row)
    bench, tables = Workbench("300MB", 1, Path("/tmp")), table_statements()
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        for number in order:
            table, rows = deliveries[number]
            deliver(bench, tables, table, rows, ("load_run_id",), str(number))

        found = bench.rows("select * from warehouse.segments.segment_member")

        months = {month for library in LIBRARIES for month in world.whole_months(library)}
        expected = {
            (person, month): (branch, kind, group)
            for month in months
            for person, branch, kind, group in world.groups_at(month)
        }
        assert {
            ((row["library_id"], row["member_key"]), row["month"]): (
                row["branch_id"],
                row["person_kind"],
                row["segment"],
            )
            for row in found
        } == expected
        assert {row["rules_version"] for row in found} <= {rules_version()}
        for month in months:
            counts = bench.rows(
                f"select * from warehouse.segments.segment_month where month = '{month}' and scope_id like 'library:%'"
            )
            for library in LIBRARIES:
                people = list(world.groups_at(month, {library}))
                for kind in ("all", "member", "free_account"):
                    said = {
                        row["segment"]: row["persons"]
                        for row in counts
                        if row["scope_id"] == f"library:{library}" and row["person_kind"] == kind
                    }
                    assert said == grouping.counted(people, kind)
        steps = bench.rows("select * from warehouse.segments.segment_movement where person_kind = 'all'")
        for month in months:
            said = {
                (row["from_segment"], row["to_segment"]): row["persons"]
                for row in steps
                if row["month"] == month and row["scope_id"] == "library:oost"
            }
            assert said == grouping.moved(world, month, {"oost"})
        assert stands(bench) == made_anew(bench, tables)
    finally:
        bench.close()


def test_sql_and_words_hold_the_same_numbers():
    text = (QUERIES / "segments" / "rollups" / "segment_member.sql").read_text(encoding="utf-8")
    rules = re.findall(r"when (.+) then '(\w+)'", text.partition("known_since,\n    case")[2])

    assert [code for _, code in rules] == list(groups())[:-1]
    assert f"{rules_version()} as rules_version" in text and f"-- version: {rules_version()}\n" in text
    assert [code for code, group in groups().items() if group.totals_only] == ["pupil"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_group_says_its_rule_with_its_numbers(language):
    words = Words(language)

    for code, group in groups().items():
        told = group.told(words)
        assert told and "{" not in told
        shown = [number for name, number in group.numbers.items() if "{" + name + "}" in group.rule[language]]
        assert all(words.number(number) in told for number in shown)
        assert group_name(code, words) and len(group_short(code, words)) <= 14 and group_many(code, words)


# What may happen to a member between two lists.
FATES = st.sampled_from(("stays", "stays", "ends", "comes back", "moves", "gets a year", "is forgotten"))


def month_later(members: list[dict], fates: list[str], on: date) -> list[dict]:
    """The next whole list: most rows as they were."""
    found = []
    for row, fate in zip(members, fates, strict=False):
        changed = {
            "stays": {},
            "ends": {"member_until": on},
            "comes back": {"member_until": None},
            "moves": {"branch_id": "oost-2"},
            "gets a year": {"birth_year": 2009},
        }.get(fate)
        if changed is not None:
            found.append({**row, **changed})
    return found


@tried_on(5)
@given(MEMBERS, MEMBERS, ACCOUNTS, st.lists(FATES, min_size=14, max_size=14), days)
def test_the_next_list_of_members_renews_whom_it_changed_and_gives_what_all_made_anew_would(
    members, others, accounts, fates, on
):
    bench, tables = Workbench("300MB", 1, Path("/tmp")), table_statements()
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        deliver(bench, tables, "usage.loan", steady(set()), ("load_run_id",), "1")
        deliver(bench, tables, "usage.registration", accounts, ("load_run_id",), "2")
        deliver(bench, tables, "usage.membership", members, ("library_id",), "3")
        later = month_later(members, fates, on)

        deliver(bench, tables, "usage.membership", later, ("library_id",), "4")
        done = deliver(bench, tables, "usage.membership", [*later, *others], ("library_id",), "5")

        assert done.get("segments.segment_member") in (None, "persons")
        assert stands(bench) == made_anew(bench, tables)
    finally:
        bench.close()


def test_an_end_that_moves_to_and_fro_is_followed_and_a_year_of_birth_counts_in_every_month():
    bench, tables = Workbench("300MB", 1, Path("/tmp")), table_statements()
    member = {
        "library_id": "oost", "member_key": "ans", "branch_id": "oost-1", "subscription": "adult",
        "member_since": date(2010, 1, 1), "member_until": None, "birth_year": 1990,
    }  # fmt: skip
    again = {**member, "member_since": month_at(MONTHS - 2), "birth_year": 2009}
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        lent = [{**row, "library_id": "oost", "member_key": "ans"} for row in steady(set())]
        deliver(bench, tables, "usage.loan", lent, ("load_run_id",), "1")
        ends = (MONTHS - 1, MONTHS - 4, MONTHS - 2, MONTHS - 6, None)
        for number, back in enumerate(ends, start=2):
            row = {**member, "member_until": None if back is None else month_at(back)}
            deliver(bench, tables, "usage.membership", [row], ("library_id",), str(number))
            months = [row["month"] for row in bench.rows("select month from warehouse.segments.segment_member")]
            assert sorted(months) == [month_at(n) for n in range(11, MONTHS if back is None else back)]
        deliver(bench, tables, "usage.membership", [member, again], ("library_id",), "9")

        touched = stands(bench)
        assert touched == made_anew(bench, tables)
        assert sum("pupil" in row for row in touched["segments.segment_member"]) > 3
    finally:
        bench.close()


def test_a_list_that_says_the_same_touches_nothing_and_an_end_touches_one_person_from_then_on():
    bench, tables = Workbench("300MB", 1, Path("/tmp")), table_statements()
    members = everybody_at_one_branch()
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        deliver(bench, tables, "usage.loan", steady(set()), ("load_run_id",), "1")
        deliver(bench, tables, "usage.membership", members, ("library_id",), "2")
        bench.run("update warehouse.segments.segment_member set branch_id = 'seen'")

        same = deliver(bench, tables, "usage.membership", [{**row} for row in members], ("library_id",), "3")
        members[0]["member_until"] = month_at(MONTHS - 2).replace(day=9)
        deliver(bench, tables, "usage.membership", members, ("library_id",), "4")

        assert same == {}
        counts = bench.rows("select member_key, count(*) as n from warehouse.segments.segment_member group by 1")
        months = MONTHS - 11
        assert {row["member_key"]: row["n"] for row in counts} == {
            **dict.fromkeys(KEYS, months), members[0]["member_key"]: months - 2,
        }  # fmt: skip
        assert bench.value("select count(distinct branch_id) from warehouse.segments.segment_member") == 1
    finally:
        bench.close()


def test_somebody_who_moved_goes_from_one_count_to_the_other_and_nobody_else_is_counted_again():
    bench, tables = Workbench("300MB", 1, Path("/tmp")), table_statements()
    members = everybody_at_one_branch()
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        deliver(bench, tables, "usage.loan", steady(set()), ("load_run_id",), "1")
        deliver(bench, tables, "usage.membership", members, ("library_id",), "2")
        # Whoever counted everybody again would find no hundred more.
        bench.run("update warehouse.segments.segment_count set persons = persons + 100")
        members[0]["branch_id"] = "oost-2"

        done = deliver(bench, tables, "usage.membership", members, ("library_id",), "3")

        assert {done[f"segments.{name}"] for name in ("segment_count", "segment_step")} == {"added"}
        counts = "select distinct branch_id, persons from warehouse.segments.segment_count order by 1"
        assert bench.rows(counts) == [
            {"branch_id": "oost-1", "persons": 100 + len(KEYS) - 1},
            {"branch_id": "oost-2", "persons": 1},
        ]
        bench.run("update warehouse.segments.segment_count set persons = persons - 100 where branch_id = 'oost-1'")
        assert stands(bench)["segments.segment_step"] == made_anew(bench, tables)["segments.segment_step"]
    finally:
        bench.close()
