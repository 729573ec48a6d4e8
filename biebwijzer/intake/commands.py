"""Commands of intake: deliver files, see sources and runs, take a run out, make the warehouse anew."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from biebwijzer.access import Workspace, refreshed
from biebwijzer.access.keeping import Period
from biebwijzer.commands import Command, Exit, Terminal, argument
from biebwijzer.intake.deciding import rebuild, roll_back
from biebwijzer.intake.differences import difference
from biebwijzer.intake.keeping import keep, look
from biebwijzer.intake.outcomes import Outcome
from biebwijzer.intake.own_sources import known_sources
from biebwijzer.intake.repairing import deliver_repaired, is_repaired
from biebwijzer.intake.rules import left_out_sentence, touched_sentence
from biebwijzer.intake.running import deliver
from biebwijzer.intake.sniffing import READ, SNIFF
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words, mark

AS_JSON = argument("--json", help=mark("als JSON, voor andere programma's"), action="store_true")


def deliver_files(workspace: Workspace, given: Namespace, terminal: Terminal) -> int:
    """Deliver files of one source, one after the other; the worst outcome is the exit code."""
    words, outcomes, worst = workspace.words, [], Exit.OK
    for name in given.files:
        path = terminal.path(name)
        if not path.is_file():
            terminal.note(words("Er is geen bestand {name}.", name=name))
            worst = Exit.REFUSED
            continue
        try:
            outcome = deliver_one(refreshed(workspace), given, path)
        except BiebwijzerError as error:
            terminal.note(f"{name}: {words(error.word, **error.values)}")
            worst = Exit.REFUSED
            continue
        outcomes.append(outcome)
        worst = worse(worst, outcome)
        if not given.json:
            terminal.say(f"{name}: {in_words(words, outcome)}")
    if given.json:
        terminal.json([plain(outcome) for outcome in outcomes])
    return worst


def deliver_one(workspace: Workspace, given: Namespace, path: Path) -> Outcome:
    """Deliver a file of a source, or refused rows of an earlier delivery that were put right."""
    if is_repaired(path):
        return deliver_repaired(workspace, path)
    return deliver(workspace, given.source, path, given.library, given.preview)


def worse(so_far: Exit, outcome: Outcome) -> Exit:
    """Refused whole is worse than refused in part, and that is worse than all accepted."""
    if outcome.status == "failed" or so_far == Exit.REFUSED:
        return Exit.REFUSED
    return Exit.PARTLY if outcome.refused else so_far


def in_words(words: Words, outcome: Outcome) -> str:
    """What came of a delivery, in a sentence."""
    if outcome.sentence:
        return words(outcome.sentence, **dict(outcome.values or {}))
    counts = {"accepted": words.number(outcome.accepted), "refused": words.number(outcome.refused)}
    if outcome.status == "preview":
        said = words("{accepted} rijen klaar, {refused} geweigerd. Nog niet zichtbaar.", **counts)
    else:
        said = words("{accepted} rijen geladen, {refused} geweigerd.", **counts)
    more = (touched_sentence(words, outcome.report), left_out_sentence(words, outcome.report))
    said = " ".join(part for part in (said, *more) if part)
    return words("{said} Levering {run}.", said=said, run=outcome.run_id)


def plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome for other programs."""
    counts = {
        name: outcome.report.get(name, 0) for name in ("records", "accepted", "refused", "new", "changed", "gone")
    }
    by_rules = (outcome.report.get("corrections") or {}).get("rules", [])
    return {**{k: v for k, v in asdict(outcome).items() if k != "report"}, **counts, "rules": by_rules}


def list_sources(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Every source, with how fresh it is here."""
    workspace.require("intake.read")
    words = workspace.words
    rows = workspace.ask("intake/sources_board", on_date=workspace.today).rows.iter_rows(named=True)
    known = {row["source_id"]: row for row in rows}
    found = [{"source_id": one.source_id, **fresh(known.get(one.source_id)), "title": words.either(one.title)}
             for one in known_sources(workspace.stores)]  # fmt: skip
    if given.json:
        terminal.json(found)
        return
    heads = [words("Bron"), words("Bij t/m"), words("Dagen te laat"), words("Rijen"), words("Geweigerd"), words("Naam")]
    names = ("source_id", "fresh_until", "days_late", "rows", "refused", "title")
    terminal.table(heads, [[row[name] for name in names] for row in found])


def fresh(row: dict[str, Any] | None) -> dict[str, Any]:
    """How fresh a source is, or that nothing of it was delivered."""
    if row is None:
        return {"fresh_until": None, "days_late": None, "rows": 0, "refused": 0}
    return {
        "fresh_until": row["fresh_until"],
        "days_late": row["days_late"],
        "rows": row["row_count"],
        "refused": row["refused_rows"],
    }


def list_runs(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Every delivery, the newest first."""
    workspace.require("intake.read")
    words = workspace.words
    rows = list(workspace.ask("intake/runs").rows.iter_rows(named=True))
    if given.json:
        terminal.json(rows)
        return
    names = ("run_id", "source_id", "status", "accepted", "refused", "delivered_at", "file_name")
    heads = [words("Levering"), words("Bron"), words("Stand"), words("Goed"), words("Geweigerd"), words("Aangeleverd"),
             words("Bestand")]  # fmt: skip
    terminal.table(heads, [[row[name] for name in names] for row in rows])


def hold_beside(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Two deliveries of one source beside each other."""
    found = difference(workspace, given.before, given.after)
    words = workspace.words
    if given.json:
        terminal.json(asdict(found))
        return
    counts = {name: words.number(getattr(found, name)) for name in ("new", "changed", "gone", "same")}
    terminal.say(words("Nieuw {new}, gewijzigd {changed}, weg {gone}, gelijk {same}.", **counts))
    heads = [words("Maand"), words("Wat"), words("Eerder"), words("Later")]
    terminal.table(heads, [(one.month, one.measure, one.before, one.after) for one in found.sums])


def take_out(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Take one delivery out."""
    outcome = roll_back(workspace, given.run)
    words = workspace.words
    terminal.say(words("Levering {run} is teruggedraaid. Versie {version}.", run=given.run, version=outcome.version))


def make_anew(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Make the warehouse anew from what was accepted."""
    version = rebuild(workspace, lambda told: terminal.note(f"{told.percent}% {workspace.words(told.step)}"))
    terminal.say(workspace.words("Het warehouse is opnieuw opgebouwd. Versie {version}.", version=version))


def keep_or_look(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Say what has been kept long enough, or let go of it."""
    words = workspace.words
    backups = terminal.path(given.backups) if given.backups else None
    told = keep(workspace, backups) if given.run else look(workspace, backups)
    if given.json:
        terminal.json({"ran": given.run, "rules": [one.told for one in told]})
        return
    heads = [words("Wat"), words("Bewaren"), words("Gevonden"), words("Oudste")]
    terminal.table(heads, [[words.either(one.name), how_long(words, one.period), one.rows, one.oldest] for one in told])
    if not given.run:
        terminal.note(words("Er is niets veranderd. Ruim op met --run."))


def how_long(words: Words, period: Period) -> str:
    """How long, as one says it."""
    if period.months:
        return words.plural("{n} maand", "{n} maanden", period.months)
    return words.plural("{n} dag", "{n} dagen", period.days)


COMMANDS = (
    SNIFF,
    READ,
    Command(
        name="deliver",
        help=mark("lever bestanden van een bron aan"),
        arguments=(
            argument("source", help=mark("de bron, zoals 'sources' die noemt")),
            argument("files", help=mark("een of meer bestanden"), nargs="+"),
            argument("--library", help=mark("de bibliotheek waar het bestand over gaat")),
            argument("--preview", help=mark("maak alles klaar, maar toon het nog niet"), action="store_true"),
            AS_JSON,
        ),
        run=deliver_files,
    ),
    Command(name="sources", help=mark("toon de bronnen en hoe vers ze zijn"), arguments=(AS_JSON,), run=list_sources),
    Command(name="runs", help=mark("toon de leveringen"), arguments=(AS_JSON,), run=list_runs),
    Command(
        name="compare",
        help=mark("houd twee leveringen van een bron naast elkaar"),
        arguments=(
            argument("before", help=mark("de eerdere levering, zoals 'runs' die noemt")),
            argument("after", help=mark("de latere levering")),
            AS_JSON,
        ),
        run=hold_beside,
    ),
    Command(
        name="rollback",
        help=mark("draai een levering terug"),
        arguments=(argument("run", help=mark("de levering, zoals 'runs' die noemt")),),
        run=take_out,
    ),
    Command(
        name="rebuild", help=mark("bouw het warehouse opnieuw op uit alle leveringen"), arguments=(), run=make_anew
    ),
    Command(
        name="keep",
        help=mark("toon wat lang genoeg bewaard is, of ruim het op"),
        arguments=(
            argument("--run", help=mark("ruim het ook echt op"), action="store_true"),
            argument("--backups", metavar="DIR", help=mark("kijk ook naar de back-ups in deze map")),
            AS_JSON,
        ),
        run=keep_or_look,
    ),
)
