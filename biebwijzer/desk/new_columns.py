"""Nieuwe bron, the columns: what the file delivers, which heading fills which column, which spelling means what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.forms import plain
from biebwijzer.desk.markup import html
from biebwijzer.desk.new_answers import answers_shown, one_or_several, per_answer, told_apart
from biebwijzer.words import Words, mark

MOST_SPELLINGS = 30
# No file has a heading like this: what is chosen holds for all its rows.
SAME_FOR_ALL = "\x00"


@dataclass
class Mapped:
    """What fills each column: a heading or one value for all rows; and which months hold which measure.

    `form` names its fields: as the next version of another source they begin with what that one says.
    """

    form: str
    headings: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    measure: str = ""
    months: str = ""
    meters: dict[str, intake.Meter] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    each: dict[str, str] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    gaps: set[str] = field(default_factory=set)
    # What a person must say first, by column.
    unsaid: dict[str, str] = field(default_factory=dict)


def tables_offered(workspace: Workspace, found: intake.Recognised) -> dict[str, str]:
    """What one may deliver, by the title of a source that does; what fits this file best stands first."""
    words = workspace.words
    titles: dict[str, str] = {}
    for one in sorted(intake.deliverable(workspace), key=lambda one: (":" in one.title["nl"], one.source_id)):
        titles.setdefault(one.delivers, words.either(one.title))
    return dict(sorted(titles.items(), key=lambda item: (-intake.fit_of(found, item[0]), item[1])))


def columns_mapped(
    workspace: Workspace, found: intake.Recognised, delivers: str, renews: intake.Source | None
) -> Mapped:
    """What fills each column as chosen, and which months hold which measure."""
    words = workspace.words
    contract = intake.contracts()[delivers]
    proposed = intake.suggested(found, contract, renews)
    measure, months = wide_measure(found, contract, words)
    chosen = Mapped(f"{delivers}_{renews.source_id}" if renews else delivers, measure=measure, months=months)
    later = []
    html('<p class="sub">{text}</p>', text=words("Kies bij elke kolom waar ze in het bestand staat."))
    for column in contract.columns:
        if column.name == "library_id" or (measure and column.name in ("month", measure)):
            continue
        if column.required or column.measure or column.name in proposed:
            one_column(workspace, column, contract, found, proposed, chosen)
            if intake.may_be_added_up(column) and not measure and column.name not in chosen.meters:
                added_up(workspace, column, contract, found, proposed, chosen, renews)
        else:
            later.append(column)
    if later:
        with st.expander(words("Kolommen die niet hoeven")):
            for column in later:
                one_column(workspace, column, contract, found, proposed, chosen)
    return chosen


def wide_measure(found: intake.Recognised, contract: intake.Contract, words: Words) -> tuple[str, str]:
    """Which measure stands in the months, when months are columns, and what stands before them in their headings."""
    families = intake.month_families(found.heads)
    measures = [column.name for column in contract.columns if column.measure]
    if not families or not contract.has("month") or not measures:
        return "", ""
    prefix = next(iter(families))
    if len(families) > 1:
        prefix = st.selectbox(words("Welke maanden"), list(families), key="months",
                              format_func=lambda one: one.strip(" -:") or words("de maanden zelf"))  # fmt: skip
    months = families[prefix]
    text = words("Maanden staan als kolommen: {first} tot en met {last}.", first=months[0], last=months[-1])
    html("<p>{text}</p>", text=text)
    if len(measures) == 1:
        return measures[0], prefix
    picked = st.selectbox(words("In die maanden staan"), measures, key="measure",
                          format_func=lambda one: intake.column_label(contract.table, one, words))  # fmt: skip
    return str(picked), prefix


def one_column(
    workspace: Workspace,
    column: intake.Column,
    contract: intake.Contract,
    found: intake.Recognised,
    proposed: Mapping[str, str],
    chosen: Mapped,
) -> None:
    """Where one column stands in the file, or what holds for every row."""
    words, name = workspace.words, column.name
    delivers = contract.table
    label = intake.column_label(delivers, name, words)
    several = intake.may_hold_several(contract, column)
    ticked = intake.answer_columns(found) if several else {}
    options: list[str | None] = [None, *ticked, *dict.fromkeys(found.heads)]
    if not column.measure:
        options.append(SAME_FOR_ALL)
    must = column.required and not column.measure
    picked = st.selectbox(
        plain(words("{column} (moet)", column=label) if must else label),
        options,
        index=options.index(proposed.get(name)) if proposed.get(name) in options else 0,
        format_func=lambda one: (
            per_answer(one, ticked[one], words) if one in ticked else option_name(found, one, words)
        ),
        key=f"map_{chosen.form}_{name}",
    )
    if picked == SAME_FOR_ALL:
        if value := same_for_all(workspace, column, label):
            chosen.constants[name] = value
    elif picked in ticked:
        chosen.each[name] = picked
        answers_shown(ticked[picked], found, words)
        told_apart(found, picked, words)
    elif picked:
        chosen.headings[name] = picked
        if column.measure and intake.may_be_meter(found, picked):
            meter_or_number(found, picked, name, label, chosen, words)
        if several:
            one_or_several(found, picked, name, chosen, words)


def added_up(
    workspace: Workspace,
    column: intake.Column,
    contract: intake.Contract,
    found: intake.Recognised,
    proposed: Mapping[str, str],
    chosen: Mapped,
    renews: intake.Source | None,
) -> None:
    """Which columns are added to the one that was chosen for a number, and what a blank cell in them says."""
    words, name = workspace.words, column.name
    heading = chosen.headings.get(name)
    taken = {one for other, one in {**proposed, **chosen.headings}.items() if other != name}
    taken |= {one for more in chosen.added.values() for one in more}
    options = intake.addable(found, heading, taken) if heading else []
    if not heading or not options:
        return
    before = next((one for one in renews.fields if one.column == name and one.is_one_sum), None) if renews else None
    label = intake.column_label(contract.table, name, words)
    more = st.multiselect(
        plain(words("{column}: tel daarbij op (mag leeg)", column=label)),
        options,
        default=[one for one in before.sums[0] if one in options] if before else [],
        format_func=lambda one: heading_with_example(found, one),
        placeholder=words("andere kolommen die meetellen"),
        key=f"add_{chosen.form}_{name}_{heading}",
    )
    if not more:
        return
    chosen.added[name] = more
    if intake.has_blanks(found, (heading, *more)):
        blank_or_gap(name, before.gaps if before else None, chosen, words)


def blank_or_gap(name: str, before: bool | None, chosen: Mapped, words: Words) -> None:
    """What a blank cell says in columns that are added up: nothing to add, or that the sum is not known."""
    ways = {True: words("een lege cel telt niet mee"), False: words("met een lege cel is er geen getal")}
    picked = st.radio(
        words("In deze kolommen staan lege cellen"),
        list(ways),
        index=None if before is None else list(ways).index(before),
        format_func=ways.__getitem__,
        key=f"gaps_{chosen.form}_{name}",
    )
    if picked is None:
        chosen.unsaid[name] = mark("Zeg wat een lege cel betekent.")
    elif picked:
        chosen.gaps.add(name)


def meter_or_number(
    found: intake.Recognised, heading: str, name: str, label: str, chosen: Mapped, words: Words
) -> None:
    """What the numbers of a column are that only go up: counts, or readings of a meter and of which kind."""
    html('<p class="sub">{text}</p>', text=words("De getallen in {heading} lopen steeds op.", heading=heading))
    kinds: dict[str, str] = {"number": words("een aantal per rij")}
    for ways, said in intake.WAYS_SAID.items():
        kinds[ways] = words("een meterstand: telt {ways}", ways=words(said))
    picked = st.radio(
        plain(words("{column} is", column=label)), list(kinds), index=None, format_func=kinds.__getitem__,
        key=f"meter_{chosen.form}_{name}",
    )  # fmt: skip
    if picked is None:
        chosen.unsaid[name] = mark("Zeg wat dit is: een aantal of een meterstand.")
    elif picked != "number":
        highest = st.number_input(
            words("Hoogste stand van de teller"), 1, value=intake.highest_reading(found, heading),
            key=f"highest_{chosen.form}_{name}", help=words("Na deze stand begint de teller weer bij 0."),
        )  # fmt: skip
        chosen.meters[name] = intake.Meter(picked, int(highest))


def same_for_all(workspace: Workspace, column: intake.Column, label: str) -> str | None:
    """The one value of a column that the file does not have: chosen where only some will do, else typed."""
    words = workspace.words
    allowed = values_allowed(workspace, column)
    title = plain(words("{column} van alle rijen", column=label))
    key = f"same_{column.name}"
    if allowed:
        return st.selectbox(title, list(allowed), index=None, format_func=lambda one: allowed[one], key=key)
    return st.text_input(title, key=key, max_chars=80).strip() or None


def option_name(found: intake.Recognised, option: str | None, words: Words) -> str:
    """What a choice for a column says."""
    if option is None:
        return words("niet in dit bestand")
    if option == SAME_FOR_ALL:
        return words("voor alle rijen hetzelfde")
    return heading_with_example(found, option)


def heading_with_example(found: intake.Recognised, heading: str) -> str:
    """A heading with a value below it, to know it by."""
    column = found.columns[found.heads.index(heading)]
    example = column.examples[0] if column.examples else ""
    return f"{heading} · {example[:24]}" if example else heading


def values_mapped(
    workspace: Workspace, found: intake.Recognised, delivers: str, headings: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Spelling -> value, for columns that take certain values only and spell them otherwise here."""
    words = workspace.words
    mapped: dict[str, dict[str, str]] = {}
    for column in intake.contracts()[delivers].columns:
        if column.name not in headings or not (allowed := values_allowed(workspace, column)):
            continue
        spelled = intake.spellings(found, headings[column.name], MOST_SPELLINGS)
        strange = [
            one for one in spelled if one.lower() not in {name.lower() for name in allowed.values()} | set(allowed)
        ]
        if not strange:
            continue
        label = intake.column_label(delivers, column.name, words)
        with st.expander(
            words("Vertaal {n} waarden van {column}", n=words.number(len(strange)), column=label), expanded=True
        ):
            pairs = {one: translated(column.name, one, allowed, words) for one in strange}
        known = {
            one: key for one in spelled for key, name in allowed.items() if one.lower() in (key.lower(), name.lower())
        }
        if any(pairs.values()):
            mapped[column.name] = {one: value for one, value in {**known, **pairs}.items() if value}
    return mapped


def translated(column: str, spelling: str, allowed: Mapping[str, str], words: Words) -> str | None:
    """What one spelling means; nothing leaves it to be refused and put right later."""
    near = intake.nearest(spelling, allowed)
    options: list[str | None] = [None, *allowed]
    return st.selectbox(
        plain(spelling),
        options,
        index=options.index(near) if near else 0,
        format_func=lambda one: words("nog niet bekend") if one is None else allowed[one],
        key=f"value_{column}_{spelling}",
    )


def values_allowed(workspace: Workspace, column: intake.Column) -> dict[str, str]:
    """The values a column takes, with how they are called."""
    if column.one_of:
        return {one: one for one in column.one_of}
    if column.references == "usage.branch":
        rows = workspace.ask("intake/branches").rows
        return dict(rows.select("branch_id", "name").iter_rows())
    return {}
