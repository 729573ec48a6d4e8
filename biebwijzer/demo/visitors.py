"""The yearly survey among visitors: why they came, how satisfied they were, and whether they recommend the library."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from biebwijzer.demo.chance import pick
from biebwijzer.demo.world import Library, World
from biebwijzer.demo.writing import Delivered, write
from biebwijzer.intake import source

SOURCE = "survey"
# A generator of its own: the other files stay what they are when a question is added to the survey.
STREAM = 11
ASKED_IN, ASKED_DAYS = 10, 14
FEWEST, MOST = 60, 900
ANSWERS_PER_RESIDENT = 0.02
MEMBERS, UNKNOWN, UNANSWERED = 0.62, 0.03, 0.06
# Why members and other visitors come, in the words of the taxonomy of reasons.
REASONS = (
    ("Lenen of terugbrengen", 0.44, 0.05),
    ("Lezen ter plekke", 0.09, 0.10),
    ("Studeren of werken", 0.10, 0.23),
    ("Ontmoeten", 0.06, 0.11),
    ("Met kinderen mee", 0.11, 0.10),
    ("Leren, cursus of taal", 0.05, 0.09),
    ("Hulp bij formulieren of de overheid", 0.03, 0.12),
    ("Activiteit", 0.08, 0.08),
    ("Printen, wifi of computer", 0.04, 0.12),
)
WORK = "Studeren of werken"
# How much more often they say so where there are places one can reserve.
WITH_BIEB_WERKT = 1.5


def surveys(world: World, folder: Path, seed: int) -> Iterator[Delivered]:
    """A file per library with every year it asked; none in a world in which libraries are only counted."""
    if world.scale.country:
        return
    rng = np.random.default_rng([seed, STREAM])
    for library in world.libraries:
        asked = [answers(world, library, year, rng) for year in range(world.since.year, world.until.year + 1)]
        rows = pl.concat(asked) if asked else pl.DataFrame()
        if len(rows):
            dirty = world.behaviour["figures"]["dirty"]
            period = f"{world.since.year}-{world.until.year}"
            yield write(folder, source(SOURCE), library.library_id, period, rows, dirty, rng)


def answers(world: World, library: Library, year: int, rng: np.random.Generator) -> pl.DataFrame:
    """The answers of the two weeks in October in which a library asks; none when it was not there, or not yet."""
    begins, ends = date(year, ASKED_IN, 1), date(year, ASKED_IN, ASKED_DAYS)
    served = [one for one in world.municipalities if one.library_on(begins) == library.library_id]
    there = (library.valid_from or begins) <= begins and (library.valid_to or ends) >= ends
    if not served or not there or begins < world.since or ends > world.until:
        served = []
    places = [(one.part * sum(city.residents), one.name) for city in served for one in city.branches]
    size = sum(weight for weight, _ in places)
    count = int(np.clip(size * ANSWERS_PER_RESIDENT, FEWEST, MOST)) if places else 0
    at = pick(rng, np.array([weight for weight, _ in places]), count) if places else np.zeros(0, dtype=np.int64)
    introduced = world.introduced(library.library_id)
    return said(rng, [places[one][1] for one in at], begins, bool(introduced and introduced <= begins), world)


def said(rng: np.random.Generator, branches: list[str], begins: date, has_places: bool, world: World) -> pl.DataFrame:
    """What a number of visitors answered, each of them at a branch."""
    count = len(branches)
    is_member = rng.random(count) < MEMBERS
    parts = np.array([[member, visitor] for _, member, visitor in REASONS]).T.copy()
    if has_places:
        parts[:, [name for name, _, _ in REASONS].index(WORK)] *= WITH_BIEB_WERKT
    reason = pick(rng, parts, 1 - is_member.astype(np.int64))
    planted = world.truths["survey"]
    nps = np.where(is_member, planted["nps_members"], planted["nps_visitors"])
    recommends = recommendation(rng, nps)
    satisfied = np.clip(np.rint(recommends * 0.45 + 4.4 + rng.normal(0, 0.8, count)), 1, 10).astype(np.int64)
    on = [begins + timedelta(days=int(day)) for day in rng.integers(0, ASKED_DAYS, count)]
    left_out = {name: pl.Series(rng.random(count) < UNANSWERED) for name in ("reason", "satisfied", "recommends")}
    rows = pl.DataFrame(
        {
            "branch_id": pl.Series(branches, dtype=pl.String),
            "answered_on": pl.Series(on, dtype=pl.Date),
            "is_member": pl.Series(np.where(rng.random(count) < UNKNOWN, "", np.where(is_member, "true", "false"))),
            "visit_reason": pl.Series([name for name, _, _ in REASONS], dtype=pl.String).gather(pl.Series(reason)),
            "satisfaction": pl.Series(satisfied),
            "recommendation": pl.Series(recommends),
        }
    )
    return rows.with_columns(
        pl.col("is_member").replace("", None),
        visit_reason=pl.when(~left_out["reason"]).then("visit_reason"),
        satisfaction=pl.when(~left_out["satisfied"]).then("satisfaction"),
        recommendation=pl.when(~left_out["recommends"]).then("recommendation"),
    ).sort("answered_on", maintain_order=True)


def recommendation(rng: np.random.Generator, nps: np.ndarray) -> np.ndarray:
    """A 0 to 10 each, with one in ten below 7 and as many 9 and 10 as give this Net Promoter Score."""
    drawn, below = rng.random(len(nps)), 0.12
    promoter = drawn > 1 - (nps / 100 + below)
    detractor = drawn < below
    low, middle, high = (rng.choice(marks, len(nps), p=p) for marks, p in (
        ((3, 4, 5, 6), (0.1, 0.15, 0.25, 0.5)), ((7, 8), (0.35, 0.65)), ((9, 10), (0.6, 0.4))
    ))  # fmt: skip
    found: np.ndarray = np.where(detractor, low, np.where(promoter, high, middle)).astype(np.int64)
    return found
