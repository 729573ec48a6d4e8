"""Tiles of a proposition: the figure, last year, and how far it is from what was aimed at."""

from biebwijzer.desk.explain import explain_answer
from biebwijzer.desk.frame import card, words_here
from biebwijzer.desk.markup import Markup, html, markup
from biebwijzer.desk.tiles import explained
from biebwijzer.propositions.performance import Figure, Target
from biebwijzer.propositions.targets import MEASURES
from biebwijzer.words import Words

# Where on the bar the target stands: beyond it there is room to be over it.
AT = 80
# So much over what was the most is still said to be a little.
A_LITTLE = 1.1


def aim_tile(figure: Figure, target: Target | None, note: str = "", hidden: str = "") -> None:
    """One figure with its target; too few to tell, hidden and absent are three different things to read."""
    words = words_here()
    label, answer = words(MEASURES[figure.measure].label), figure.answer
    with card(f"tile_{figure.measure}"):
        html(
            '<p class="label">{label}</p><p class="{css}">{value}</p>{before}{bar}<p class="sub">{note}</p>',
            label=label,
            css="value" if figure.value is not None else "lead",
            value=_value(figure, words, hidden),
            before=_before(figure, words),
            bar=_bar(figure, target, words),
            note=note,
        )
        if answer is not None:
            explained(label, lambda workspace: explain_answer(workspace, label, answer, f"tile_{figure.measure}"))


def told(figure: Figure, value: float | None, words: Words) -> str:
    """A value as its measure is written."""
    return words.percent(value) if figure.is_share else words.number(value)


def _value(figure: Figure, words: Words, hidden: str) -> str:
    if figure.is_too_small:
        return words("te weinig gegevens")
    return hidden or words("geen getal") if figure.value is None else told(figure, figure.value, words)


def _before(figure: Figure, words: Words) -> Markup:
    if figure.value is None or figure.before is None:
        return Markup("")
    rise = figure.value - figure.before
    good = MEASURES[figure.measure].direction == "at_least"
    judged = "" if not rise else "up" if (rise > 0) == good else "down"
    change = _points(rise, words) if figure.is_share else words.change(rise / figure.before, 0) if figure.before else ""
    return markup(
        '<p class="before"><b class="{judged}">{change}</b> <span class="nowrap">{last} {before}</span></p>',
        judged=judged,
        change=change,
        last=words("vorig jaar"),
        before=told(figure, figure.before, words),
    )


def _points(rise: float, words: Words) -> str:
    return words.change(rise).removesuffix("%")


def _bar(figure: Figure, target: Target | None, words: Words) -> Markup:
    if target is None:
        return markup('<p class="sub">{none}</p>', none=words("geen doel vastgelegd"))
    wide = 0 if figure.value is None else min(100.0, figure.value / target.value * AT)
    return markup(
        '<div style="position:relative;height:6px;margin:.6rem 0 .45rem;background:#E3E8EE;border-radius:3px">'
        '<div style="width:{wide}%;height:6px;background:#0A5A9C;border-radius:3px"></div>'
        '<div style="position:absolute;left:{at}%;top:-4px;width:2px;height:14px;background:#0B1118"></div></div>'
        '<p class="sub">{said}</p>',
        wide=round(wide),
        at=AT,
        said=verdict(figure, target, words),
    )


def verdict(figure: Figure, target: Target, words: Words) -> str:
    """The target and how the figure stands to it."""
    aim = words.percent(target.value, 0 if round(target.value * 100, 6) % 1 == 0 else 1) if figure.is_share else ""
    aim = aim or words.number(target.value)
    said = words("doel {aim}", aim=aim) if target.direction == "at_least" else words("hoogstens {aim}", aim=aim)
    if figure.value is None:
        return said
    if target.is_met(figure.value):
        return words("{said} · gehaald", said=said)
    if target.direction == "at_most":
        little = figure.value <= target.value * A_LITTLE
        return words("{said} · iets te hoog", said=said) if little else words("{said} · te hoog", said=said)
    gap = target.value - figure.value
    return words(
        "{said} · nog {gap} te gaan",
        said=said,
        gap=words.number(gap * 100, 1) if figure.is_share else words.number(gap),
    )
