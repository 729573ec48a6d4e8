"""Bronnen: the calendar of a source, a block per branch and period, with how a branch counts and what is missing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from biebwijzer.access import Workspace
from biebwijzer.desk.deliveries import period_name
from biebwijzer.desk.frame import Head, card, table
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.words import Words, mark

SHOWN = 12
# So many fit on a phone: the last ones.
PHONE = 6
WHY_MISSING = {
    "empty": mark("leeg in het bestand"),
    "suppressed": mark("onderdrukt"),
    "unknown": mark("onbekend"),
    "not_delivered": mark("niet aangeleverd"),
}
METHODS = {"counted": mark("geteld"), "partly": mark("deels geteld"), "estimated": mark("geschat")}
NAMES = {
    "complete": mark("aangeleverd"),
    "partly": mark("deels"),
    "missing": mark("ontbreekt"),
    "not_due": mark("nog niet verwacht"),
    "closed": mark("gesloten"),
}
BLOCK = "display:inline-block;box-sizing:border-box;width:20px;height:20px;border-radius:2px;vertical-align:middle;"
LOOKS = {
    "complete": "background:#0A5A9C;border:1px solid #0A5A9C",
    "partly": "background:linear-gradient(to top,#0A5A9C 50%,#fff 50%);border:1px solid #0A5A9C",
    "missing": "background:#fff;border:2px solid #B4500F",
    "not_due": "background:#fff;border:1px dotted #5B6775",
    "closed": "background:#EEF1F5;border:1px dashed #858F9C",
}


def coverage(workspace: Workspace, row: Mapping[str, Any]) -> None:
    """Per branch every period of the last while: there, in part, missing, or not yet to be expected."""
    words, source_id = workspace.words, row["source_id"]
    found = workspace.ask("intake/coverage", source_id=source_id, on_date=workspace.today).rows.to_dicts()
    if not found:
        return
    periods = sorted({one["period"] for one in found})[-SHOWN:]
    found = [one for one in found if one["period"] in periods]
    methods = workspace.ask("intake/counting_methods", source_id=source_id).rows
    said = dict(methods.select("branch_id", "count_method").iter_rows())
    heads: list[str | Head] = [
        words("Vestiging"),
        *(Head(period_head(one, periods, row["refresh"], words), wide=one not in periods[-PHONE:]) for one in periods),
        *([Head(words("Telwijze"), wide=True)] if said else []),
        Head(words("Wat ontbreekt"), wide=True),
    ]
    lines = [branch_line(group, periods, said, row["refresh"], words) for group in by_branch(found)]
    with card("completeness"):
        html("<h2>{title}</h2><p class='sub'>{sub}</p>", title=words("Hoe compleet is deze bron?"), sub=legend(words))
        table(heads, lines)


def by_branch(found: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The periods of each branch, in the order of their names."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for one in found:
        groups.setdefault(str(one["branch_id"]), []).append(one)
    return list(groups.values())


def branch_line(
    group: Sequence[Mapping[str, Any]], periods: Sequence[date], said: Mapping[str, str], refresh: str, words: Words
) -> tuple[object, ...]:
    """One branch: its name, a block per period, how it counts and what is missing."""
    states = {one["period"]: one["state"] for one in group}
    blocks = [block(states.get(period), period, refresh, words) for period in periods]
    method = [words(METHODS[said[group[0]["branch_id"]]]) if group[0]["branch_id"] in said else "–"] if said else []
    return group[0]["branch"] or words("alle vestigingen"), *blocks, *method, holes(group, refresh, words)


def block(state: str | None, period: date, refresh: str, words: Words) -> Markup:
    """One period of one branch; its word is read instead of it, and shown when one points at it."""
    if state is None:
        return Markup("–")
    said = words("{period}: {state}", period=period_name(period, refresh, words), state=words(NAMES[state]))
    return markup(
        '<span role="img" aria-label="{said}" title="{said}" style="{style}"></span>',
        said=said,
        style=BLOCK + LOOKS[state],
    )


def period_head(period: date, periods: Sequence[date], refresh: str, words: Words) -> Markup:
    """A period in a narrow head: the year, or the month with the year where it begins."""
    if refresh == "yearly":
        return markup("{year}", year=period.year)
    short = words.short_date(period).split()[-1].rstrip(".")
    if period in (periods[0], periods[-PHONE:][0]) or period.month == 1:
        return markup("{short}<br>{year}", short=short, year=period.year)
    return markup("{short}", short=short)


def legend(words: Words) -> Markup:
    """What the blocks mean, each beside its word."""
    return joined(
        (
            markup(
                '<span class="nowrap"><span aria-hidden="true" style="{style}"></span> {name}</span>',
                style=BLOCK.replace("20px", "14px") + LOOKS[state],
                name=words(name),
            )
            for state, name in NAMES.items()
        ),
        " · ",
    )


def holes(group: Sequence[Mapping[str, Any]], refresh: str, words: Words) -> str:
    """The periods a branch lacks, those that follow each other for the same reason in one breath."""
    stretches: list[tuple[date, date, str]] = []
    open_at = False
    for one in group:
        lacks = one["why"] is not None and one["state"] in ("missing", "partly")
        if lacks and open_at and stretches[-1][2] == one["why"]:
            stretches[-1] = (stretches[-1][0], one["period"], one["why"])
        elif lacks:
            stretches.append((one["period"], one["period"], one["why"]))
        open_at = lacks
    return words.list(stretch_name(*one, refresh, words) for one in stretches)


def stretch_name(first: date, last: date, why: str, refresh: str, words: Words) -> str:
    """One period or several that follow each other, with why nothing is there."""
    values = {"period": period_name(first, refresh, words), "why": words(WHY_MISSING[why])}
    if first == last:
        return words("{period} ({why})", **values)
    return words("{period} t/m {last} ({why})", last=period_name(last, refresh, words), **values)
