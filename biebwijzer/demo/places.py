"""What stands around the figures: libraries, branches and their hours, service areas, schools, mailings."""

import csv
from datetime import date, timedelta

import numpy as np
import polars as pl

from biebwijzer.demo.calendar import OPEN, dates
from biebwijzer.demo.chance import whole
from biebwijzer.demo.world import AGES, World, branch_id, moved, municipality_names
from biebwijzer.settings import ROOT

SCHOOLS = ROOT / "examples" / "duo" / "basisscholen_utrecht_2026-04.csv"
PUPILS = 215
# The newsletter of September is about studying and working in the library.
STUDY_YEAR = 9
EARLY = date(2010, 1, 1)
COUNTED_ON = date(2024, 1, 1)


def libraries(world: World) -> pl.DataFrame:
    """A row per library."""
    return pl.DataFrame(
        [
            {"library_id": one.library_id, "name": one.name, "valid_from": one.valid_from, "valid_to": one.valid_to}
            for one in world.libraries
        ],
        schema={"library_id": pl.String, "name": pl.String, "valid_from": pl.Date, "valid_to": pl.Date},
    )


def successors(world: World) -> pl.DataFrame:
    """A row per library that merged."""
    return pl.DataFrame(
        [
            {"library_id": one.library_id, "successor_id": one.successor, "since": one.valid_to}
            for one in world.libraries
            if one.successor
        ],
        schema={"library_id": pl.String, "successor_id": pl.String, "since": pl.Date},
    )


def served_by_poi(world: World) -> pl.DataFrame:
    """A row per library the support institution of the province serves."""
    return pl.DataFrame(
        [
            {"poi_id": one.poi, "library_id": one.library_id, "valid_from": one.valid_from or EARLY,
             "valid_to": one.valid_to}
            for one in world.libraries
        ],
        schema_overrides={"valid_to": pl.Date},
    )  # fmt: skip


def municipalities(world: World) -> pl.DataFrame:
    """Every municipality of the country: the real ones."""
    return pl.DataFrame(
        [
            {"municipality_id": key, "name": name, "province": province, "valid_from": date(2023, 1, 1)}
            for key, (name, province) in municipality_names().items()
        ]
    )


def population(world: World) -> pl.DataFrame:
    """Residents of the municipalities of this world in three age classes, at its scale."""
    return pl.DataFrame(
        [
            {"municipality_id": one.municipality_id, "counted_on": COUNTED_ON, "age_class": age, "residents": number}
            for one in world.municipalities
            for age, number in zip(AGES, one.residents, strict=True)
        ]
    )


def service_areas(world: World) -> pl.DataFrame:
    """Which library serves which municipality, from and until when."""
    rows = []
    for one in world.municipalities:
        ends = [since for _, since in one.served[1:]] + [None]
        for (library, since), until in zip(one.served, ends, strict=True):
            row = {"library_id": library, "municipality_id": one.name, "valid_from": since or EARLY, "valid_to": until}
            rows.append(row)
    return pl.DataFrame(rows, schema_overrides={"valid_to": pl.Date})


def branch_rows(world: World) -> list[dict[str, object]]:
    """Every branch under every library it belonged to, with the days it did."""
    rows: list[dict[str, object]] = []
    for municipality in world.municipalities:
        ends = [since for _, since in municipality.served[1:]] + [None]
        for (library, since), until in zip(municipality.served, ends, strict=True):
            for branch in municipality.branches:
                rows.append(
                    {
                        "library_id": library,
                        "branch_id": branch_id(library, branch.name),
                        "name": branch.name,
                        "kind": "service_point" if branch.kind == "service_point" else "branch",
                        "opened_on": since,
                        "closed_on": until,
                        "hours": branch.kind,
                        "seats": branch.seats,
                    }
                )
    return rows


def branches(world: World) -> pl.DataFrame:
    """A row per branch and library."""
    overrides = {"opened_on": pl.Date, "closed_on": pl.Date}
    return pl.DataFrame(branch_rows(world), schema_overrides=overrides, infer_schema_length=None)


def opening_hours(world: World) -> pl.DataFrame:
    """A row per branch and weekday on which it is open."""
    return pl.DataFrame(
        [
            {
                "library_id": row["library_id"],
                "branch_id": row["branch_id"],
                "valid_from": row["opened_on"] or EARLY,
                "weekday": weekday,
                "opens_at": f"{span[0]:02d}:00",
                "closes_at": f"{span[1]:02d}:00",
            }
            for row in branch_rows(world)
            for weekday, span in enumerate(OPEN[str(row["hours"])], start=1)
            if span
        ]
    )


def workplaces(world: World) -> pl.DataFrame:
    """A row per branch and kind of place that can be reserved."""
    rows = []
    for row in branch_rows(world):
        seats = max(round(int(str(row["seats"])) * max(world.scale.fraction, 0.25)), 2) if row["seats"] else 0
        for kind, places in (
            ("seat", seats),
            ("cabin_2", seats // 15),
            ("cabin_6", seats // 30),
            ("cabin_8", seats // 60),
        ):
            if places:
                rows.append(
                    {"library_id": row["library_id"], "branch_id": row["branch_id"], "place_kind": kind,
                     "places": places, "valid_from": row["opened_on"] or EARLY, "valid_to": row["closed_on"]}
                )  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"valid_to": pl.Date})


def closures(world: World) -> pl.DataFrame:
    """What explains a figure: the refurbishment, the new gate, and the months nobody delivered."""
    dip, counter, gap = (world.truths[name] for name in ("dip", "counter", "gap"))
    rows = [
        (dip["branch"].split("-")[0], dip["branch"], dip["since"], dip["until"], "Dicht voor een verbouwing",
         "Closed for a refurbishment"),
        (counter["branch"].split("-")[0], counter["branch"], counter["since"], counter["since"],
         "Nieuwe poort met een andere teller", "New gate with another counter"),
        (gap["library"], None, gap["since"], gap["until"], "Niets aangeleverd door een storing bij het systeem",
         "Nothing delivered because a system was out"),
    ]  # fmt: skip
    known = {one.library_id for one in world.libraries}
    heads = ("library_id", "branch_id", "since", "until", "reason_nl", "reason_en")
    return pl.DataFrame(
        [row for row in rows if row[0] in known],
        schema={name: pl.Date if name in ("since", "until") else pl.String for name in heads},
        orient="row",
    )


def school_programmes(world: World, rng: np.random.Generator) -> pl.DataFrame:
    """The schools in the reading programme in every school year: about half of those of the real list."""
    cover = world.behaviour["figures"]["school_cover"]
    with SCHOOLS.open(encoding="cp1252", newline="") as file:
        schools = [(row["VESTIGINGSCODE"], "GM" + row["GEMEENTENUMMER"]) for row in csv.DictReader(file, delimiter=";")]
    by_municipality = {one.municipality_id: one for one in world.municipalities}
    known = [(school, by_municipality[gm]) for school, gm in schools if gm in by_municipality]
    taking_part = rng.random(len(known)) < cover
    pupils = whole(rng, rng.gamma(6.0, PUPILS / 6, len(known)) * world.scale.fraction)
    rows = []
    for year in range(world.since.year, world.until.year + 1):
        begins = date(year, 9, 1)
        if not world.since <= begins <= world.until:
            continue
        for (school, municipality), takes_part, number in zip(known, taking_part, pupils, strict=True):
            if takes_part:
                rows.append(
                    {"library_id": municipality.library_on(begins), "school_id": school,
                     "programme": "de Bibliotheek op school", "school_year": year,
                     "level": min(year - world.since.year + 1, 4), "pupils": max(int(number), 1)}
                )  # fmt: skip
    return pl.DataFrame(rows)


def mailings(world: World, rng: np.random.Generator) -> pl.DataFrame:
    """A newsletter a month, in September about Bieb Werkt where that began, and a campaign at its beginning."""
    rows = []
    for library in world.libraries:
        residents = sum(sum(one.residents) for one in world.served_by(library.library_id))
        reach = max(int(residents * 0.17 * 0.45), 10)
        for day in dates(world.since, world.days):
            if (library.valid_from and day < library.valid_from) or (library.valid_to and day >= library.valid_to):
                continue
            introduced = world.introduced(library.library_id)
            if day.day == 5:
                about = "bieb_werkt" if introduced and day.month == STUDY_YEAR and day > moved(introduced, 0) else None
                rows.append(mailing(rng, library.library_id, day, "marketing", about, reach))
            if introduced and day == moved(introduced, 0) + timedelta(days=9):
                rows.append(mailing(rng, library.library_id, day, "marketing", "bieb_werkt", reach))
                rows.append(
                    mailing(rng, library.library_id, day + timedelta(days=1), "service", "bieb_werkt", reach // 6)
                )
    return pl.DataFrame(rows, infer_schema_length=None)


def mailing(
    rng: np.random.Generator, library: str, day: date, kind: str, proposition: str | None, reach: int
) -> dict[str, object]:
    """What came of one mailing."""
    sent = int(rng.integers(round(reach * 0.95), round(reach * 1.05) + 1))
    opened = int(rng.binomial(sent, 0.47))
    return {
        "library_id": library,
        "mailing_id": f"{library}-{day:%Y%m%d}",
        "sent_on": day,
        "kind": kind,
        "proposition": proposition,
        "sent": sent,
        "bounced": int(rng.binomial(sent, 0.012)),
        "opened": opened,
        "clicked": int(rng.binomial(opened, 0.14)),
        "unsubscribed": int(rng.binomial(sent, 0.002)),
    }
