"""Refreshing without hands: one file is delivered as its source is looked after, and what came of it is told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from biebwijzer import clock
from biebwijzer.access import Workspace
from biebwijzer.intake.deciding import activate
from biebwijzer.intake.jobs import Told
from biebwijzer.intake.open_data import Vintage
from biebwijzer.intake.outcomes import Outcome
from biebwijzer.intake.own_sources import known_source
from biebwijzer.intake.rules import rules_in_force
from biebwijzer.intake.running import deliver, hash_of
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import Row, Stores
from biebwijzer.words import Words, mark

# With more refused than this, or a year's figure that becomes so much more or less, somebody must look first.
MOST_REFUSED_SHARE = 0.01
MOST_TIMES = 3.0
FEW = 10


@dataclass(frozen=True)
class Refreshed:
    """What came of one file: how it stands, and why it waits or was refused, as marked sentences."""

    file: str
    status: str
    run: Mapping[str, Any]
    why: str | None = None
    values: Mapping[str, Any] | None = None

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it will count."""
        return self.status == "failed"

    def said(self, words: Words) -> str:
        """What became of it, in a few sentences."""
        counts = {name: words.number(self.run.get(name) or 0) for name in ("accepted", "refused")}
        why = [words(self.why, **dict(self.values or {}))] if self.why else []
        if self.status in ("failed", "unchanged"):
            return " ".join([*([words("Geweigerd.")] if self.is_refused else []), *why])
        if self.status == "preview":
            told = words("Wacht op een mens. Rijen klaar: {accepted}, geweigerd: {refused}.", **counts)
        else:
            told = words("Telt mee. Rijen geladen: {accepted}, geweigerd: {refused}.", **counts)
        return " ".join([told, *why])


def delivered(
    workspace: Workspace, work: clock.Work, care: Row, path: Path, vintage: Vintage | None = None
) -> Refreshed:
    """Deliver one file, and let it count when its source may and nothing is in doubt."""

    def progress(told: Told) -> None:
        work.tell(told.percent, told.step)

    try:
        run = waiting_already(workspace.stores, care, path)
        if run is None:
            outcome = deliver(
                workspace, care["source_id"], path, care["library_id"], True, progress, (vintage or Vintage()).as_row
            )
            if outcome.status in ("failed", "unchanged"):
                return told_of(workspace, work, path.name, outcome)
            run = run_of(workspace.stores, outcome.run_id)
        reasons = [doubt(run)] if care["manner"] == "at_once" else []
        if care["manner"] == "at_once" and not any(reasons):
            activate(workspace, run["run_id"], progress)
            return Refreshed(path.name, "active", run_of(workspace.stores, run["run_id"]))
        why, values = next((one for one in reasons if one), (None, None))
        return Refreshed(path.name, "preview", run, why, values)
    except BiebwijzerError as error:
        return Refreshed(path.name, "failed", {}, error.word, error.values)


def run_of(stores: Stores, run_id: str) -> Row:
    """The run as it stands."""
    with stores.records.reading() as reading:
        run = reading.one("intake.run", run_id)
    assert run is not None
    return run


def waiting_already(stores: Stores, care: Row, path: Path) -> Row | None:
    """The run of this same file that waits to be looked at: whoever made it may have died before putting it away."""
    where = {"source_id": care["source_id"], "status": "preview", "file_hash": hash_of(path)}
    with stores.records.reading() as reading:
        found = [run for run in reading.find("intake.run", where) if care["library_id"] in (None, run["library_id"])]
    wanted = known_source(stores, care["source_id"])
    # Read and corrected as it would be now; else it is delivered anew.
    return next(
        (
            run
            for run in found
            if rules_in_force(stores, run["source_id"], run["library_id"]).joined_to(wanted.hash) == run["source_hash"]
        ),
        None,
    )


def told_of(workspace: Workspace, work: clock.Work, file: str, outcome: Outcome) -> Refreshed:
    """A file that was refused whole, or changes nothing; what this same work loaded before it died counts as loaded."""
    run = run_of(workspace.stores, outcome.run_id)
    if outcome.status == "unchanged" and run["same_as"]:
        same = run_of(workspace.stores, run["same_as"])
        if same["delivered_at"] >= work.job["asked_at"] and same["status"] == "active":
            return Refreshed(file, "active", same)
    return Refreshed(file, outcome.status, run, outcome.sentence, outcome.values)


def doubt(run: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Why somebody should look before this counts: much was refused, or a figure leaps."""
    read = (run["accepted"] or 0) + (run["refused"] or 0)
    if read and run["refused"] / read > MOST_REFUSED_SHARE:
        return mark("Er zijn {refused} van de {rows} rijen geweigerd."), {"refused": run["refused"], "rows": read}
    if not run["accepted"]:
        return mark("Er is geen enkele rij goed."), {}
    report = json.loads(run["report"] or "{}")
    for effect in report.get("effects", []):
        before, after = effect["before"], effect["after"]
        leaps = before and not 1 / MOST_TIMES <= (after or 0) / before <= MOST_TIMES
        if leaps and abs(before - (after or 0)) >= FEW:
            return mark("Een cijfer van {year} gaat van {before} naar {after}."), {
                "year": effect["year"] or "-",
                "before": before,
                "after": after or 0,
            }
    return stands_out(report)


def stands_out(report: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """What the preview would show to whoever looks: a control sum, days and months, or a series that is odd."""
    wrong = sum(one["wrong"] for one in report.get("sums") or [])
    if wrong:
        return mark("Een controlesom klopt niet, {n} keer."), {"n": wrong}
    dates = report.get("dates") or []
    if dates:
        return mark("Dag en maand zijn misschien verwisseld in {columns}."), {
            "columns": ", ".join(str(one["column"]) for one in dates)
        }
    told = (report.get("signals") or {}).get("told", [])
    odd = [one for one in told if not one.get("reason_nl")]
    if odd:
        return mark("Er valt iets op in de reeks van een vestiging, {n} keer."), {"n": len(odd)}
    return None


def letter(workspace: Workspace, care: Row, came: list[Refreshed]) -> clock.Letter | None:
    """What whoever looks after the source is told, in their own language; None when nothing came."""
    if not came:
        return None
    with workspace.stores.records.reading() as reading:
        owner = reading.one("access.app_user", care["owner"])
    if owner is None:
        return None
    words = Words(owner["language"])
    title = words.either(known_source(workspace.stores, care["source_id"]).title)
    lines = [f"{one.file}: {one.said(words)}" for one in came]
    link = clock.post_of(workspace.stores).link
    if link:
        lines.append(f"{link}/bronnen?bron={care['source_id']}")
    return clock.Letter(
        "intake.refreshed", care["owner"], subject(words, title, came), "\n\n".join(lines), care["library_id"]
    )


def subject(words: Words, title: str, came: list[Refreshed]) -> str:
    """The worst of it, in the line one reads first."""
    states = {one.status for one in came}
    if "failed" in states:
        return words("{source}: een levering is geweigerd", source=title)
    if "preview" in states:
        return words("{source}: een levering wacht op nakijken", source=title)
    return words("{source}: er is een levering geladen", source=title)
