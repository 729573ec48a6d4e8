"""The exhibits of the groups: the share of each, how it went, and who came from where."""

from biebwijzer.look import Exhibit, Shown
from biebwijzer.look.theme import FLOW
from biebwijzer.rates import wilson
from biebwijzer.segments import group_charts
from biebwijzer.segments.findings import end_of, focus_of, lowered, mover, shares_in
from biebwijzer.segments.groups import ALL, group_many, group_name
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

GROUP = Shown("group_name", mark("Groep"), "text")
PERSONS = Shown("persons", mark("Personen"), "number")
SHARE = Shown("share", mark("Aandeel"), "percent")


def joined(parts: list[str]) -> str:
    """Parts of a subtitle beside each other."""
    return " · ".join(part for part in parts if part)


def whole_of(answer: Answer) -> int | None:
    """All persons of the figure's own date, when that is not hidden."""
    totals = answer.rows.filter(answer.rows["segment"] == ALL)["persons"].drop_nulls()
    return None if totals.is_empty() else int(totals[-1])


def share_title(answer: Answer, words: Words) -> str:
    """Which group grew most, or shrank most, when that can't be chance."""
    shares = shares_in(answer.rows)
    riser, faller = mover(shares, rising=True), mover(shares, rising=False)
    if riser is not None:
        return words("{group} nemen het meest toe", group=group_many(riser.code, words))
    if faller is not None:
        return words("{group} nemen het meest af", group=group_many(faller.code, words))
    return words("Welke groepen komen er?")


def share_subtitle(answer: Answer, words: Words) -> str:
    """Of how many, on which date, and what the tick is."""
    whole, row = whole_of(answer), answer.rows.row(0, named=True)
    unit = words("aandeel van {n} personen", n=words.number(whole)) if whole else words("personen per groep")
    beside = words.date(end_of(row["beside_month"]))
    if not row["is_complete"]:
        tick = words("niet naast {date}: niet alle bibliotheken leverden beide maanden", date=beside)
    elif answer.rows["before"].drop_nulls().is_empty():
        tick = words("van {date} zijn er geen groepen", date=beside)
    else:
        tick = words("streepje = {date}", date=beside)
    return joined([unit, words.date(end_of(row["on_month"])), tick])


def share_alternative(answer: Answer, words: Words) -> str:
    """The largest groups in words, with their margins."""
    told = []
    for one in [one for one in shares_in(answer.rows) if one.now is not None][:3]:
        rate = one.now
        if rate is not None:
            told.append(
                words(
                    "{group} {share} (95%-marge {low} tot {high})",
                    group=group_name(one.code, words),
                    share=words.percent(rate.share),
                    low=words.percent(rate.low),
                    high=words.percent(rate.high),
                )
            )
    title = share_title(answer, words)
    if not told:
        return words("{title}. Een deel is verborgen; daarom staan er geen aandelen.", title=title)
    return words("{title}. De grootste: {groups}.", title=title, groups=words.list(told))


GROUP_SHARE = Exhibit(
    name="segments/share",
    question="segments/share",
    draw=group_charts.shares,
    title=share_title,
    subtitle=share_subtitle,
    alternative=share_alternative,
    table=(
        GROUP,
        PERSONS,
        SHARE,
        Shown("share_before", mark("Eerder"), "percent"),
        Shown("margin", mark("95%-marge"), "text"),
        Shown("before", mark("Personen eerder"), "number"),
        Shown("rule", mark("Regel"), "text"),
    ),
    derived=group_charts.share_columns,
)


def trend_title(answer: Answer, words: Words) -> str:
    """Which group rises and which falls, over the last year."""
    shares = group_charts.month_shares(answer)
    riser, faller = mover(shares, rising=True), mover(shares, rising=False)
    if riser is not None and faller is not None:
        return words(
            "{rising} nemen toe, {falling} nemen af",
            rising=group_many(riser.code, words),
            falling=lowered(group_many(faller.code, words)),
        )
    if riser is not None:
        return words("{group} nemen toe", group=group_many(riser.code, words))
    if faller is not None:
        return words("{group} nemen af", group=group_many(faller.code, words))
    return words("Hoe veranderen de groepen?")


def trend_subtitle(answer: Answer, words: Words) -> str:
    """What is drawn, and over which months."""
    months = answer.rows["month"]
    period = words("{first} tot en met {last}", first=words.month(months[0]), last=words.month(months[-1]))
    return joined([words("aandeel per maand"), words("de grootste groepen"), period])


def trend_alternative(answer: Answer, words: Words) -> str:
    """The ends of the lines in words."""
    told = [
        words(
            "{group} van {before} naar {now}",
            group=group_name(one.code, words),
            before=words.percent(one.earlier.share),
            now=words.percent(one.now.share),
        )
        for one in sorted(group_charts.month_shares(answer), key=lambda one: -(one.persons or 0))[:3]
        if one.now is not None and one.earlier is not None
    ]
    title = trend_title(answer, words)
    if not told:
        return words("{title}. Er is nog geen jaar om naast te leggen.", title=title)
    return words("{title}. In een jaar: {groups}.", title=title, groups=words.list(told))


GROUP_TREND = Exhibit(
    name="segments/trend",
    question="segments/trend",
    draw=group_charts.trend,
    title=trend_title,
    subtitle=trend_subtitle,
    alternative=trend_alternative,
    table=(Shown("month", mark("Maand"), "month"), GROUP, PERSONS, SHARE),
    # As tall as the twelve bars beside it.
    height=396,
    derived=group_charts.month_columns,
)


def arrivals(answer: Answer) -> tuple[str, int, dict[str, int | None]] | None:
    """The group in focus, how many it has now and where they were a year earlier; None when that is hidden."""
    focus = focus_of(group_charts.moved_shares(answer))
    if focus is None:
        return None
    steps = answer.rows.filter(answer.rows["to_segment"] == focus).select("from_segment", "persons")
    came = dict(steps.iter_rows())
    total = came.pop(ALL, None)
    return (focus, int(total), came) if total else None


def movement_title(answer: Answer, words: Words) -> str:
    """How much of the group in focus was elsewhere a year ago."""
    found = arrivals(answer)
    if found is None or found[2].get(found[0], 0) is None:
        return words("Van welke groep naar welke groep gingen mensen?")
    focus, total, came = found
    rate = wilson(total - (came.get(focus) or 0), total)
    if rate is None:
        return words("Van welke groep naar welke groep gingen mensen?")
    share, many = words.percent(rate.share), lowered(group_many(focus, words))
    return words("{share} van de {group} zat een jaar geleden niet in deze groep", share=share, group=many)


def movement_subtitle(answer: Answer, words: Words) -> str:
    """The two dates, the reading key, and what 'not yet' means when one looks at a part."""
    row = answer.rows.row(0, named=True)
    dates = words(
        "links {before}, rechts {now}",
        before=words.date(end_of(row["beside_month"])),
        now=words.date(end_of(row["on_month"])),
    )
    found = arrivals(answer)
    key = words("blauw = {group}", group=lowered(group_name(found[0], words))) if found else ""
    narrowed = any(answer.values.get(name) for name in ("branch_id", "person_kind"))
    outside = words("nog geen klant = toen nog niet in deze keuze") if narrowed else ""
    return joined([words("personen per groep"), dates, key, outside])


def movement_remark(answer: Answer, words: Words) -> str:
    """Where those in the group in focus were a year ago, in one sentence."""
    found = arrivals(answer)
    if found is None:
        return words("Een deel van de aantallen is verborgen.")
    focus, total, came = found
    stayed, fresh = came.get(focus, 0), came.get("not_yet", 0)
    if stayed is None or fresh is None:
        return words("Een deel van de aantallen is verborgen.")
    return words(
        "Van de {total} {group} zaten er {stayed} een jaar geleden al in deze groep. {fresh} waren nog geen klant, "
        "{rest} kwamen uit een andere groep.",
        total=words.number(total),
        group=lowered(group_many(focus, words)),
        stayed=words.number(stayed),
        fresh=words.number(fresh),
        rest=words.number(total - stayed - fresh),
    )


def movement_alternative(answer: Answer, words: Words) -> str:
    """The finding and the sentence below it."""
    return words("{title}. {remark}", title=movement_title(answer, words), remark=movement_remark(answer, words))


GROUP_MOVEMENT = Exhibit(
    name="segments/movement",
    question="segments/movement",
    draw=group_charts.movement,
    title=movement_title,
    subtitle=movement_subtitle,
    alternative=movement_alternative,
    table=(Shown("from_name", mark("Een jaar eerder"), "text"), Shown("to_name", mark("Nu"), "text"), PERSONS),
    height=FLOW,
    derived=group_charts.movement_columns,
    remark=movement_remark,
)

GROUP_EXHIBITS = (GROUP_SHARE, GROUP_TREND, GROUP_MOVEMENT)
