"""Definities: the list of what is measured, one definition with where it comes from, and what rests on a column."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.definition_links import column_anchor, definition_anchor
from biebwijzer.desk.frame import Head, badges, empty, head, lead, table, table_markup
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.explore import Lineage, definitions, figures_on, lineage_of, owner_of, room_of, unit_of, used_on
from biebwijzer.exports.sourcing import NAMES, TYPED, delivery_told
from biebwijzer.look import all_exhibits
from biebwijzer.problems import UnknownQuery
from biebwijzer.warehouse import Query
from biebwijzer.words import Words, mark

COUNTED = {"counted": mark("Berekening"), "numerator": mark("Teller"), "denominator": mark("Noemer")}
MOST_COLUMNS = 12


def definition_list(workspace: Workspace, found: Sequence[Query]) -> None:
    """Every measure by room: its name, what it counts, whose it is and since when."""
    words = workspace.words
    heads: list[str | Head] = [
        words("Begrip"),
        Head(words("Eenheid"), wide=True),
        words("Eigenaar"),
        Head(words("Versie"), wide=True),
    ]
    rooms = dict.fromkeys(room_of(one) for one in found)
    for room in rooms:
        html("<h2>{room}</h2>", room=words(room))
        table(heads, [_line(one, words) for one in found if room_of(one) == room])


def _line(query: Query, words: Words) -> tuple[object, ...]:
    since = words("{version}, sinds {date}", version=query.version, date=words.date(query.changed))
    name = definition_anchor(query.name, words.either(query.purpose))
    return name, words(unit_of(query)), words(owner_of(query)), since


def one_definition(workspace: Workspace, query: Query) -> None:
    """All there is to know about one measure, on its own address."""
    words = workspace.words
    head(words.either(query.purpose), crumb=(words("Gegevens"), words("Definities"), words(room_of(query))))
    badges(
        words("versie {version}", version=query.version),
        words("sinds {date}", date=words.date(query.changed)),
        words("eigenaar: {owner}", owner=words(owner_of(query))),
    )
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        _meaning(query, words)
        _made_of(workspace, query)
    with right:
        _pitfalls(query, words)
        _used(workspace, query)


def _meaning(query: Query, words: Words) -> None:
    facts = [(words(label), words.either(said)) for key, label in COUNTED.items() if (said := query.said(key))]
    facts += [
        (words("Formule"), markup("<code>{formula}</code>", formula=query.formula)),
        (words("Eenheid"), words(unit_of(query))),
        (words("Uitkomst"), words.either(query.grain)),
        (words("Kleine aantallen"), _protection(query, words)),
    ]
    with st.container(border=True, key="card_meaning"):
        html("<h2>{head}</h2><dl>{facts}</dl>", head=words("Hoe het geteld wordt"), facts=_listed(facts))


def _listed(facts: Sequence[tuple[str, object]]) -> Markup:
    return joined(markup("<dt>{head}</dt><dd>{told}</dd>", head=label, told=told) for label, told in facts)


def _protection(query: Query, words: Words) -> str:
    """What happens to small numbers, and why."""
    if not query.counts:
        return words("hier worden geen personen geteld")
    return words("telt personen: wie geen rijen ziet, ziet kleine aantallen niet; buiten de bibliotheek ook afgerond")


def _pitfalls(query: Query, words: Words) -> None:
    with st.container(border=True, key="card_pitfalls"):
        html(
            "<h2>{head}</h2><p>{told}</p>",
            head=words("Let op"),
            told=words.either(query.said("pitfalls") or {"nl": "-", "en": "-"}),
        )


def _used(workspace: Workspace, query: Query) -> None:
    """The pages that show it, for who may open them, and the figures it is drawn in."""
    words = workspace.words
    pages = [one for one in used_on()[query.name] if workspace.may(one.permission)]
    figures = [name for name, exhibit in all_exhibits().items() if exhibit.question == query.name]
    with st.container(border=True, key="card_used"):
        html("<h2>{head}</h2>", head=words("Waar wordt dit gebruikt?"))
        if pages:
            links = [
                markup('<a href="{address}" target="_self">{room} › {title}</a>', address=one.address,
                       room=words(one.room), title=words(one.title))
                for one in pages
            ]  # fmt: skip
            html("<p>{links}</p>", links=joined(links, Markup("<br>")))
        elif used_on()[query.name]:
            html("<p>{text}</p>", text=words("Op een pagina die niet bij je rol hoort."))
        else:
            html("<p>{text}</p>", text=words("Op geen pagina; wel als vraag op de opdrachtregel."))
        _in_packs(workspace, query)
        if figures:
            told = words.plural("{n} figuur om mee te nemen: {names}", "{n} figuren om mee te nemen: {names}",
                                len(figures), names=", ".join(figures))  # fmt: skip
            html('<p class="sub">{told}</p>', told=told)


def _in_packs(workspace: Workspace, query: Query) -> None:
    """The board packs in which it is shown, for who may read them."""
    if not workspace.may("board.read"):
        return
    found = workspace.ask("board/packs_with", question=query.name).rows.to_dicts()
    links = [
        markup('<a href="bestuursrapport?rapport={pack}" target="_self">{name}</a>', pack=row["board_pack_id"],
               name=row["name"])
        for row in found
    ]  # fmt: skip
    if links:
        label = workspace.words("In bestuursrapport:")
        html("<p>{label} {links}</p>", label=label, links=joined(links, Markup(", ")))


def _made_of(workspace: Workspace, query: Query) -> None:
    """The way from the figure down to the files, a step per line."""
    words, found = workspace.words, lineage_of(query.name)
    steps = [
        (words("Figuur"), words.either(query.purpose), ""),
        (words("Vraag"), f"queries/{query.name}.sql", words("versie {version}", version=query.version)),
        (words("Views"), ", ".join(f"mart.{one}" for one in found.marts), words("hier zie je alleen wat je mag zien")),
    ]
    if found.rollups:
        steps.append((words("Opgeteld in"), ", ".join(found.rollups), words("bij elke levering bijgewerkt")))
    with st.container(border=True, key="card_lineage"):
        html("<h2>{head}</h2>", head=words("Waar komt dit vandaan?"))
        html('<ol class="timeline">{steps}</ol>', steps=joined(_step(*one) for one in steps))
        _tables(workspace, found)
        if query.rows:
            told = words("De rijen zelf, met bestand en rijnummer, staan bij het cijfer onder 'Leg dit getal uit'.")
            html('<p class="sub">{told}</p>', told=told)


def _step(title: str, told: str, beside: str) -> Markup:
    said = markup(' <span class="sub">· {beside}</span>', beside=beside) if beside else Markup("")
    return markup("<li><p><b>{title}</b>{beside}</p><p>{told}</p></li>", title=title, beside=said, told=told)


def _tables(workspace: Workspace, found: Lineage) -> None:
    """The tables at the bottom, each with its columns and the deliveries that stand in it."""
    words = workspace.words
    rows = workspace.ask("intake/deliveries_behind", tables=list(found.tables)).rows.to_dicts()
    lines = []
    for one in found.tables:
        columns = [name for name in found.columns if name.rpartition(".")[0] == one]
        files = [row for row in rows if row["table_name"] == one]
        lines.append((_named(one, words), _columns(columns), _files(workspace, one, files)))
    html(
        "{table}",
        table=table_markup([words("Tabel"), Head(words("Kolommen"), wide=True), words("Leveringen")], lines),
    )


def _named(name: str, words: Words) -> Markup:
    """A table by its name on the screen, with the name it has in the warehouse."""
    known = NAMES.get(name) or TYPED.get(name.removeprefix("records."))
    plain = markup('<span class="sub">{name}</span>', name=name)
    return markup("{known}<br>{plain}", known=words(known), plain=plain) if known else plain


def _columns(columns: Sequence[str]) -> Markup:
    return joined(map(column_anchor, columns), Markup("<br>"))


def _files(workspace: Workspace, name: str, files: Sequence[dict[str, Any]]) -> object:
    """The deliveries that stand in a table, the way to their source for who may read it."""
    words = workspace.words
    if not files:
        return words("wat collega's typen") if name.startswith("records.") else words("nog geen levering")
    told = [", ".join(delivery_told(one, words)) for one in files[:MOST_COLUMNS]]
    if workspace.may("intake.read"):
        told = [
            markup('<a href="bronnen?bron={source}" target="_self">{told}</a>', source=one["source_id"], told=text)
            for one, text in zip(files, told, strict=False)
        ]
    more = len(files) - len(told)
    return joined([*told, *([words("en nog {n}", n=words.number(more))] if more else [])], Markup("<br>"))


def one_column(workspace: Workspace, column: str) -> None:
    """Every measure that rests on one column of a table."""
    words = workspace.words
    head(words("Wat rust op deze kolom?"), crumb=(words("Gegevens"), words("Definities"), column))
    try:
        names = figures_on(column)
    except UnknownQuery as refused:
        empty("none", words(refused.word, **refused.values))
        return
    found = [one for one in definitions() if one.name in names]
    lead(
        words.plural(
            "Op **{column}** rust **{n} begrip**. Wordt die kolom anders, dan wordt dat getal anders.",
            "Op **{column}** rusten **{n} begrippen**. Wordt die kolom anders, dan worden die getallen anders.",
            len(found),
            column=column,
        )
    )
    definition_list(workspace, found)
    others = len(names) - len(found)
    if others:
        told = words.plural(
            "En {n} vraag die rijen of keuzes geeft.", "En {n} vragen die rijen of keuzes geven.", others
        )
        html('<p class="sub">{told}</p>', told=told)
