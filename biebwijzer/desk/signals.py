"""What stands out in a delivery, in short sentences, with one small picture; the gravest first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from biebwijzer.access import Workspace
from biebwijzer.desk.frame import card, pill
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.desk.series_picture import series_picture
from biebwijzer.words import Words, mark

MOST_SAID = 8
COUNTED = {"visits": mark("bezoeken"), "loans": mark("uitleningen")}
KINDS = {
    "low": mark("{branch}: {found} {measure} in {period}. Gewoonlijk is dat {low} tot {high} per maand."),
    "high": mark("{branch}: {found} {measure} in {period}. Gewoonlijk is dat {low} tot {high} per maand."),
    "zero": mark("{branch}: 0 {measure} in {period}. Gewoonlijk is dat {low} tot {high} per maand. Was het daar open?"),
    "gap": mark("{branch}: {period} ontbreekt, terwijl andere vestigingen er wel zijn."),
    "nobody": mark("{branch}: 0 bezoeken op {days} terwijl het open was, het eerst op {first}."),
    "hours": mark("{branch}: {hours} ontbreken terwijl het open was, op {days}, het eerst op {first}."),
    "busy": mark("{branch}: {found} bezoeken op {first}. Op zo'n dag van de week is dat gewoonlijk {high}."),
}
MORE, FEWER = mark("meer"), mark("minder")
DATES = {
    "swapped": mark("Kolom {column}: dag en maand lijken verwisseld. Is {read} niet {other}?"),
    "mixed": mark("Kolom {column}: {n} datums kloppen alleen als je dag en maand omwisselt."),
    "ask": mark("Kolom {column}: geen enkele dag is hoger dan 12. Is dit {read} of {other}?"),
}


def outstanding(workspace: Workspace, report: Mapping[str, Any]) -> None:
    """Everything that stands out, or that nothing does; nothing at all where there is no series to look at."""
    words = workspace.words
    found, sums, dates = report.get("signals"), report.get("sums") or [], report.get("dates") or []
    if found is None and not sums and not dates:
        return
    names = dict(workspace.ask("usage/branches").rows.select("branch_id", "name").iter_rows())
    told, measure = (found["told"], found["measure"]) if found else ((), "visits")
    said = [
        *(date_sentence(one, words) for one in dates),
        *(sum_sentence(one, words) for one in sums if one["wrong"] or one["lacking"]),
        *(signal_sentence(one, names, measure, words) for one in told),
    ]
    with card("outstanding"):
        html("<h2>{title}</h2>", title=words("Wat valt op?"))
        if not said:
            html("<p>{text}</p>", text=words("Niets: alles ligt binnen wat hier gewoon is."))
        else:
            html("<ul>{items}</ul>", items=joined(markup("<li>{text}</li>", text=text) for text in said[:MOST_SAID]))
        for text in beneath(found, said, sums, words):
            html('<p class="sub">{text}</p>', text=text)
        if found and found["picture"]:
            series_picture(found["picture"], names, words)


def beneath(
    found: Mapping[str, Any] | None, said: Sequence[object], sums: Sequence[Mapping[str, Any]], words: Words
) -> Iterator[str]:
    """How much more there is, and which sums do add up."""
    every = len(said) + sum(found["kinds"].values()) - len(found["told"]) if found else len(said)
    more = every - min(len(said), MOST_SAID)
    if more > 0:
        yield words.plural("En nog {n} andere.", "En nog {n} andere.", more)
    for one in sums:
        if one["total"] and not one["wrong"]:
            yield words(
                "{says}: klopt, {n} keer nagerekend.", says=words.either(one["says"]), n=words.number(one["total"])
            )


def signal_sentence(one: Mapping[str, Any], names: Mapping[str, str], measure: str, words: Words) -> Markup:
    """One thing that stands out, with what the library itself wrote down about it."""
    branch = names.get(one["branch_id"], one["branch_id"])
    first, last = day(one["first"]), day(one["last"])
    kind = one["kind"]
    if kind in ("counter", "jump"):
        text = step_sentence(one, branch, first, words)
    elif kind == "in_out":
        text = words(
            "{branch}: er gingen {share} {more} mensen uit dan erin. Hangt een teller verkeerd om?",
            branch=branch,
            share=words.percent(abs(one["found"])),
            more=words(MORE if one["found"] > 0 else FEWER),
        )
    else:
        text = words(
            KINDS[kind],
            branch=branch,
            measure=words(COUNTED[measure]),
            period=period(first, last, words),
            first=words.date(first),
            found=words.number(round(one["found"] or 0)),
            low=words.number(round(one["low"] or 0)),
            high=words.number(round(one["high"] or 0)),
            days=words.plural("{n} dag", "{n} dagen", round(one["found"] or 0) if kind == "hours" else one["times"]),
            hours=words.plural("{n} uur", "{n} uren", one["times"]),
        )
    reason = words.either({"nl": one["reason_nl"], "en": one["reason_en"]}) if one["reason_nl"] else ""
    return markup("{text} {reason}", text=text, reason=pill(reason) if reason else "")


def step_sentence(one: Mapping[str, Any], branch: str, first: date, words: Words) -> str:
    """A branch that counts otherwise since some day, because of another counter or for a reason nobody told."""
    share = one["found"]
    told = {
        "branch": branch,
        "share": words.percent(abs(share or 0)),
        "more": words(MORE if (share or 0) > 0 else FEWER),
    }
    if one["kind"] == "jump":
        return words(
            "{branch}: vanaf {month} {share} {more} dan de andere doen verwachten. Is er een andere teller?",
            month=words.month(first),
            **told,
        )
    if share is None:
        return words("{branch}: sinds {day} telt een andere teller.", branch=branch, day=words.date(first))
    return words(
        "{branch}: sinds {day} telt een andere teller, {share} {more} dan de andere vestigingen doen verwachten.",
        day=words.date(first),
        **told,
    )


def sum_sentence(one: Mapping[str, Any], words: Words) -> str:
    """A sum that does not add up, or that can't be made."""
    says = words.either(one["says"])
    if one["lacking"]:
        return words("{says}: niet na te rekenen, {columns} ontbreekt.", says=says, columns=words.list(one["lacking"]))
    first = one["examples"][0]
    return words(
        "{says}: klopt {n} van de {total} keer niet. Rij {row}: er staat {found}, het moet {expected} zijn.",
        says=says,
        n=words.number(one["wrong"]),
        total=words.number(one["total"]),
        row=words.number(first["row"]),
        found=words.number(first["found"]),
        expected=words.number(first["expected"]),
    )


def date_sentence(one: Mapping[str, Any], words: Words) -> str:
    """A column of dates in which day and month may be swapped."""
    if one["kind"] == "mixed" or one["read"] is None:
        return words(DATES["mixed"], column=one["column"], n=words.number(one["times"]))
    both = {"read": words.date(day(one["read"])), "other": words.date(day(one["other"]))}
    return words(DATES[one["kind"]], column=one["column"], **both)


def day(text: object) -> date:
    """A date that went through JSON."""
    return text if isinstance(text, date) else date.fromisoformat(str(text)[:10])


def period(first: date, last: date, words: Words) -> str:
    """A month, or the first and the last of several."""
    if (first.year, first.month) == (last.year, last.month):
        return words.month(first)
    return words("{first} tot en met {last}", first=words.month(first), last=words.month(last))
