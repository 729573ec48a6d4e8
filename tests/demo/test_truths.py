"""Every truth planted in the demo is found back in the written files, counted without the generator."""

import tomllib
from datetime import date, timedelta

import polars as pl
import pytest

from biebwijzer import demo
from biebwijzer.settings import ROOT
from tests.demo import found

pytestmark = pytest.mark.slow

TRUTHS = tomllib.loads((ROOT / "biebwijzer" / "demo" / "truths.toml").read_text(encoding="utf-8"))
NOW = TRUTHS["until"]
YEAR_AGO = date(NOW.year - 1, 10, 31)


def after(folder, source: str, column: str, day: date) -> pl.DataFrame:
    return found.rows(folder, source).filter(pl.col(column).cast(pl.Date) > day)


def no_show(rows: pl.DataFrame) -> float:
    status = rows["Status"]
    missed = (status == "Automatisch geannuleerd").sum()
    return missed / (missed + (status == "Ingecheckt").sum())


@pytest.mark.parametrize(("name", "on"), [("now", NOW), ("year_ago", YEAR_AGO)])
def test_the_groups_have_the_planted_shares(demo_files, name, on):
    made = found.shares(demo_files, on)

    margin = TRUTHS["shares"]["margin"]
    assert set(made) == set(TRUTHS["shares"][name])
    assert made == {group: pytest.approx(share, abs=margin) for group, share in TRUTHS["shares"][name].items()}


def test_work_and_study_rise_and_loyal_readers_fall(demo_files):
    before, now = found.shares(demo_files, YEAR_AGO), found.shares(demo_files, NOW)

    assert (before["work_study"], now["work_study"]) == (
        pytest.approx(0.062, abs=0.004),
        pytest.approx(0.094, abs=0.004),
    )
    assert now["loyal"] < before["loyal"] - 0.02


@pytest.mark.parametrize("library", sorted(TRUTHS["introductions"]))
def test_bieb_werkt_brings_what_was_planted_where_it_came_and_not_before(demo_files, library):
    said = TRUTHS["introductions"][library]
    before = [found.workers_per_1000(demo_files, library, found.back(said["since"], months)) for months in (1, 2, 3)]
    now = [found.workers_per_1000(demo_files, library, found.back(NOW, months)) for months in (0, 1, 2)]

    extra = sum(now) / 3 - sum(before) / 3

    assert extra == pytest.approx(said["extra_per_1000"], abs=2.5)


def test_where_bieb_werkt_never_came_nothing_changed(demo_files):
    now, before = (found.workers_per_1000(demo_files, "lingestroom", on) for on in (NOW, YEAR_AGO))

    under = found.rows(demo_files, "reservations").filter(pl.col("Propositie") == "Bieb werkt")
    assert now == pytest.approx(before, abs=2.0)
    assert "lingestroom" not in set(under["library"])
    first = dict(under.group_by("library").agg(pl.col("Begin").min().dt.date()).iter_rows())
    assert set(first) == set(TRUTHS["introductions"])
    assert all(
        timedelta(0) <= first[name] - said["since"] <= timedelta(7) for name, said in TRUTHS["introductions"].items()
    )


def test_who_comes_back_within_sixty_days_is_the_planted_part(demo_files):
    mine = found.check_ins(demo_files).filter(pl.col("Propositie") == "Bieb werkt")
    days = mine.group_by("library", "Pasnummer").agg(day=pl.col("Begin").dt.date().sort())
    first, second = pl.col("day").list.get(0), pl.col("day").list.get(1, null_on_oob=True)
    seen = days.filter(first <= NOW - timedelta(60))

    again = seen.filter((second - first).dt.total_days() <= 60)

    assert len(again) / len(seen) == pytest.approx(TRUTHS["bieb_werkt"]["repeat_60d"], abs=0.03)


def test_new_audience_is_the_planted_part_of_all_users(demo_files):
    users = found.check_ins(demo_files).filter(pl.col("Propositie") == "Bieb werkt").select("library", card="Pasnummer")
    registered = found.rows(demo_files, "registrations").select("library", card="Pasnummer", at="Aangemeld op")
    users = users.unique().join(registered, on=["library", "card"])
    members = found.rows(demo_files, "memberships").select(
        "library", card="Lidnummer", since="Ingeschreven op", until="Opgezegd per"
    )
    two_years_before = pl.col("at").dt.date().dt.offset_by("-24mo")
    was_member = users.join(members, on=["library", "card"]).filter(
        (pl.col("since") <= pl.col("at").dt.date()) & (pl.col("until").is_null() | (pl.col("until") > two_years_before))
    )

    new = 1 - was_member.select("library", "card").n_unique() / len(users)

    assert new == pytest.approx(TRUTHS["bieb_werkt"]["new_audience"], abs=0.03)


def test_one_branch_has_clearly_more_no_shows_than_the_others(demo_files):
    rows, said = found.rows(demo_files, "reservations"), TRUTHS["bieb_werkt"]["no_show_worse"]
    library, name = said["branch"].split("-", 1)
    worse = (pl.col("library") == library) & (pl.col("Vestiging").str.to_lowercase() == name)

    assert no_show(rows.filter(worse)) == pytest.approx(said["rate"], abs=0.02)
    assert no_show(rows.filter(~worse)) == pytest.approx(TRUTHS["bieb_werkt"]["no_show"], abs=0.01)


def test_reservations_keep_the_rules_of_bieb_werkt(demo_files):
    rows = found.rows(demo_files, "reservations").sort("library", "Pasnummer", "Begin")
    same = (pl.col("Pasnummer") == pl.col("Pasnummer").shift()) & (pl.col("library") == pl.col("library").shift())
    ahead, late = pl.col("Begin") - pl.col("Gereserveerd op"), pl.col("Ingecheckt op") - pl.col("Begin")
    broken = rows.with_columns(
        two_open=(same & (pl.col("Gereserveerd op") < pl.col("Einde").shift())).fill_null(value=False),
        too_early=(ahead > timedelta(days=1)) | (ahead < timedelta(0)),
        too_long=pl.col("Einde") - pl.col("Begin") > timedelta(hours=8),
        too_late=(late >= timedelta(minutes=15)).fill_null(value=False),
    )
    born = found.known(demo_files, NOW).select("library", Pasnummer="card", born="born")
    ages = rows.join(born, on=["library", "Pasnummer"]).select(
        (pl.col("Begin").dt.date() - pl.col("born")).dt.total_days() / 365.25
    )

    assert broken.select(pl.col("two_open", "too_early", "too_long", "too_late").sum()).row(0) == (0, 0, 0, 0)
    assert ages.to_series().min() >= 15.99


def test_the_fullest_hours_are_the_planted_ones(demo_files):
    doors = after(demo_files, "door_counts", "Tijdstip", YEAR_AGO)
    weekday, hour = pl.col("Tijdstip").dt.weekday(), pl.col("Tijdstip").dt.hour()
    counted = doors.group_by(weekday=weekday, hour=hour).agg(pl.col("In").sum()).sort("In").row(-1, named=True)
    taken = (
        found.check_ins(demo_files)
        .filter(pl.col("Begin").dt.date() > YEAR_AGO)
        .select(
            weekday=pl.col("Begin").dt.weekday(),
            hour=pl.int_ranges(pl.col("Begin").dt.hour(), pl.col("Einde").dt.hour()),
        )
        .explode("hour")
        .group_by("weekday", "hour")
        .len()
        .sort("len")
        .row(-1, named=True)
    )

    assert {name: counted[name] for name in ("weekday", "hour")} == TRUTHS["fullest"]["counted"]
    assert {name: taken[name] for name in ("weekday", "hour")} == TRUTHS["fullest"]["taken"]


def test_never_fewer_came_in_than_checked_in(demo_files):
    hours = ["library", "Vestiging", "Tijdstip"]
    came = found.rows(demo_files, "door_counts").filter(pl.col("In").is_not_null()).select(*hours, "In")
    seen = found.check_ins(demo_files).with_columns(Tijdstip=pl.col("Begin")).group_by(hours).len()

    both = seen.join(came, on=hours)

    assert len(both) > 1000 and both.filter(pl.col("len") > pl.col("In")).is_empty()


def test_two_libraries_became_one(demo_files):
    said = TRUTHS["merger"]
    loans = found.rows(demo_files, "loan_events")
    days = {name: (first, last) for name, first, last in loans.group_by("library").agg(
        first=pl.col("Uitgeleend op").min(), last=pl.col("Uitgeleend op").max()
    ).iter_rows()}  # fmt: skip

    assert all(days[name][1] < said["day"] for name in said["from"])
    assert said["day"] <= days[said["into"]][0] <= said["day"] + timedelta(7)
    ended = found.rows(demo_files, "memberships").filter(pl.col("library").is_in(said["from"]))
    assert ended["Opgezegd per"].null_count() == 0 and ended["Opgezegd per"].max() == said["day"]


def test_a_municipality_moved_to_another_library(demo_files):
    said = TRUTHS["move"]
    loans = found.rows(demo_files, "loan_events").filter(pl.col("Vestiging") == "Rhenen")
    ends, begins = (loans.filter(pl.col("library") == said[name])["Uitgeleend op"] for name in ("from", "into"))

    assert ends.max() < said["day"] <= begins.min()
    assert begins.min() - ends.max() < timedelta(14)


def test_a_library_delivered_nothing_for_months_and_came_back(demo_files):
    said = TRUTHS["gap"]
    for source, column in (("loan_events", "Uitgeleend op"), ("door_counts", "Tijdstip"), ("reservations", "Begin")):
        days = found.rows(demo_files, source).filter(pl.col("library") == said["library"])[column].cast(pl.Date)

        assert not days.is_between(said["since"], said["until"]).any()
        assert (days < said["since"]).any() and (days > said["until"]).any()


def test_a_branch_was_closed_for_a_while(demo_files):
    said = TRUTHS["dip"]
    library, name = said["branch"].split("-", 1)
    here = (pl.col("library") == library) & (pl.col("Vestiging").str.to_lowercase() == name)
    days = found.rows(demo_files, "door_counts").filter(here)["Tijdstip"].dt.date()
    closed = (said["until"] - said["since"]).days + 1

    assert days.is_between(said["since"], said["until"]).sum() == 0
    assert days.is_between(said["since"] - timedelta(closed), said["since"] - timedelta(1)).sum() > 100


def test_a_new_gate_counts_more(demo_files):
    said = TRUTHS["counter"]
    library, name = said["branch"].split("-", 1)
    doors = found.rows(demo_files, "door_counts").filter(pl.col("library") == library)
    here = pl.col("Vestiging").str.to_lowercase() == name
    day = pl.col("Tijdstip").dt.date()
    spring = day.is_between(said["since"], NOW)
    year_before = day.is_between(said["since"] - timedelta(364), NOW - timedelta(364))

    def ratio(where: pl.Expr) -> float:
        worked = found.check_ins(demo_files).filter((pl.col("library") == library) & where)
        began = pl.col("Begin").dt.date()
        since = worked.filter(began.is_between(said["since"], NOW)).height
        before = worked.filter(began.is_between(said["since"] - timedelta(364), NOW - timedelta(364))).height
        mine = doors.filter(where)
        return (mine.filter(spring)["In"].sum() - since) / (mine.filter(year_before)["In"].sum() - before)

    assert ratio(here) / ratio(~here) == pytest.approx(said["factor"], abs=0.06)


def test_the_province_looks_like_a_real_one(demo_files):
    checked = demo.check(demo.world_for(demo.scale_named("small"), NOW), demo_files)

    for one in checked:
        print(f"{one.name}: target {one.target}, made {one.made:.3f}, margin {one.margin}")  # shown by pytest -rP
    assert [one.name for one in checked if not one.fits] == []


@pytest.mark.parametrize(("member", "planted"), [("Ja", "nps_members"), ("Nee", "nps_visitors")])
def test_members_and_other_visitors_recommend_the_library_as_planted(demo_files, member, planted):
    told = found.rows(demo_files, "survey").filter(pl.col("Lid") == member)["Aanbevelen"].cast(pl.Int64, strict=False)
    given = told.drop_nulls()

    nps = 100 * ((given >= 9).mean() - (given <= 6).mean())

    assert len(given) > 1_000
    assert nps == pytest.approx(TRUTHS["survey"][planted], abs=TRUTHS["survey"]["margin"])
