"""The exhibits of activities: per core function, month and pillar, and what the yearly return asks."""

from biebwijzer.activities import charts
from biebwijzer.activities.findings import activities_compared, participants_compared, top, total, uncounted_note
from biebwijzer.activities.schools import SCHOOL_PROGRAMMES
from biebwijzer.look import Exhibit, Shown
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

PARTICIPANTS_THEN = {
    "more": mark("Er waren {change} meer deelnemers dan een jaar eerder"),
    "fewer": mark("Er waren {change} minder deelnemers dan een jaar eerder"),
    "same": mark("Er waren ongeveer evenveel deelnemers als een jaar eerder"),
}
ACTIVITIES_THEN = {
    "more": mark("Er waren {change} meer activiteiten dan een jaar eerder"),
    "fewer": mark("Er waren {change} minder activiteiten dan een jaar eerder"),
    "same": mark("Er waren ongeveer evenveel activiteiten als een jaar eerder"),
}


def core_function_title(answer: Answer, words: Words) -> str:
    """The change beside a year earlier, or else what drew most; a question while nothing is sure."""
    found = participants_compared(answer.rows)
    if found is not None:
        return words(PARTICIPANTS_THEN[found.direction], change=words.percent(abs(found.change)))
    first = top(charts.core_function_names(answer, words), "core_function_name", "participants")
    if first is None:
        return words("Hoeveel mensen deden mee, per kernfunctie?")
    return words("{name} trok de meeste deelnemers", name=first[0])


def core_function_subtitle(answer: Answer, words: Words) -> str:
    """Unit, period and reading key, and what lacks a count."""
    parts = [words("deelnemers per kernfunctie"), period(answer, words)]
    if answer.rows["before"].null_count() < answer.rows.height:
        parts.append(words("streepje = zelfde dagen een jaar eerder"))
    return " · ".join(part for part in (*parts, uncounted_note(answer, words)) if part)


def core_function_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    rows = charts.core_function_names(answer, words)
    parts = [
        words("{name} {number}", name=row["core_function_name"], number=_number(row, "participants", words))
        for row in rows.iter_rows(named=True)
    ]
    return words("{title}. {parts}.", title=core_function_title(answer, words), parts="; ".join(parts))


def _number(row: dict, column: str, words: Words) -> str:
    return words("nog niet geteld") if row[column] is None else words.number(row[column])


def period(answer: Answer, words: Words) -> str:
    """The days it is about."""
    return words(
        "{since} tot en met {until}",
        since=words.date(answer.values["since"]),  # type: ignore[arg-type]
        until=words.date(answer.values["until"]),  # type: ignore[arg-type]
    )


CORE_FUNCTION = Shown("core_function_name", mark("Kernfunctie"), "text")
ACTIVITIES = Shown("activities", mark("Activiteiten"), "number")
PARTICIPANTS = Shown("participants", mark("Deelnemers"), "number")
UNCOUNTED = Shown("uncounted", mark("Nog niet geteld"), "number")

PER_CORE_FUNCTION = Exhibit(
    name="activities/per_core_function",
    question="activities/per_core_function",
    draw=charts.per_core_function,
    title=core_function_title,
    subtitle=core_function_subtitle,
    alternative=core_function_alternative,
    table=(
        CORE_FUNCTION,
        PARTICIPANTS,
        ACTIVITIES,
        UNCOUNTED,
        Shown("before", mark("Deelnemers jaar eerder"), "number"),
        Shown("activities_before", mark("Activiteiten jaar eerder"), "number"),
    ),
    derived=charts.core_function_names,
)


def month_title(answer: Answer, words: Words) -> str:
    """The change beside a year earlier, or else the busiest month; a question of a single month."""
    rows, found = answer.rows, activities_compared(answer.rows)
    if found is not None:
        return words(ACTIVITIES_THEN[found.direction], change=words.percent(abs(found.change)))
    if rows.height < 2:
        return words("Hoeveel activiteiten zijn er per maand?")
    busiest = rows.sort("activities", descending=True).row(0, named=True)
    return words(
        "In {month} waren er de meeste activiteiten: {number}",
        month=words.month(busiest["month"]),
        number=words.number(busiest["activities"]),
    )


def month_subtitle(answer: Answer, words: Words) -> str:
    """Unit, period and reading key."""
    parts = [words("activiteiten per maand"), period(answer, words)]
    if answer.rows["before"].null_count() < answer.rows.height:
        parts.append(words("stippellijn = zelfde dagen een jaar eerder"))
    return " · ".join(parts)


def month_alternative(answer: Answer, words: Words) -> str:
    """The line in words."""
    last = answer.rows.row(-1, named=True)
    return words(
        "{title}. In {month} waren het er {number}.",
        title=month_title(answer, words),
        month=words.month(last["month"]),
        number=words.number(last["activities"]),
    )


PER_MONTH = Exhibit(
    name="activities/per_month",
    question="activities/per_month",
    draw=charts.per_month,
    title=month_title,
    subtitle=month_subtitle,
    alternative=month_alternative,
    table=(
        Shown("month", mark("Maand"), "month"),
        ACTIVITIES,
        PARTICIPANTS,
        UNCOUNTED,
        Shown("before", mark("Activiteiten jaar eerder"), "number"),
    ),
)


def pillar_title(answer: Answer, words: Words) -> str:
    """Which pillar drew most participants."""
    rows = charts.pillar_names(answer, words)
    first = top(rows.filter(rows["pillar"] != "none"), "pillar_name", "participants")
    if first is None:
        return words("Hoeveel mensen deden mee, per pijler?")
    return words("{name} trok de meeste deelnemers", name=first[0])


def pillar_subtitle(answer: Answer, words: Words) -> str:
    """Unit and period, and what lacks a count."""
    parts = (words("deelnemers per pijler van het convenant"), period(answer, words), uncounted_note(answer, words))
    return " · ".join(part for part in parts if part)


def pillar_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    parts = [
        words("{name} {number}", name=row["pillar_name"], number=_number(row, "participants", words))
        for row in charts.pillar_names(answer, words).iter_rows(named=True)
    ]
    return words("{title}. {parts}.", title=pillar_title(answer, words), parts="; ".join(parts))


PER_PILLAR = Exhibit(
    name="activities/per_pillar",
    question="activities/per_pillar",
    draw=charts.per_pillar,
    title=pillar_title,
    subtitle=pillar_subtitle,
    alternative=pillar_alternative,
    table=(Shown("pillar_name", mark("Pijler"), "text"), PARTICIPANTS, ACTIVITIES, UNCOUNTED),
    derived=charts.pillar_names,
)


def per_activity_title(answer: Answer, words: Words) -> str:
    """How many take part in an activity, over all that were counted."""
    rows = answer.rows
    counted = total(rows, "counted_activities")
    if not counted:
        return words("Hoeveel mensen doen mee aan een activiteit?")
    average = total(rows, "participants") / counted
    return words("Gemiddeld doen er {number} mensen mee aan een activiteit", number=words.number(average, 1))


def per_activity_subtitle(answer: Answer, words: Words) -> str:
    """Unit and period, and what is left out."""
    parts = (
        words("deelnemers per getelde activiteit"),
        period(answer, words),
        uncounted_note(answer, words),
    )
    return " · ".join(part for part in parts if part)


def per_activity_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    parts = [
        words("{name} {number}", name=row["core_function_name"], number=words.number(row["per_activity"], 1))
        for row in charts.core_function_names(answer, words).iter_rows(named=True)
    ]
    return words("{title}. {parts}.", title=per_activity_title(answer, words), parts="; ".join(parts))


PARTICIPANTS_PER_ACTIVITY = Exhibit(
    name="activities/participants_per_activity",
    question="activities/participants_per_activity",
    draw=charts.participants_per_activity,
    title=per_activity_title,
    subtitle=per_activity_subtitle,
    alternative=per_activity_alternative,
    table=(
        CORE_FUNCTION,
        Shown("per_activity", mark("Gemiddeld"), "number"),
        Shown("median_participants", mark("Middelste"), "number"),
        Shown("counted_activities", mark("Getelde activiteiten"), "number"),
    ),
    derived=charts.core_function_names,
)


def return_title(answer: Answer, words: Words) -> str:
    """Whether the return can be filled in, or how much must still be counted."""
    lacking = total(answer.rows, "uncounted")
    if lacking:
        return words.plural(
            "Voor de Wsob-opgave mist nog {n} telling", "Voor de Wsob-opgave missen nog {n} tellingen", n=lacking
        )
    return words("Alles is geteld voor de Wsob-opgave")


def return_subtitle(answer: Answer, words: Words) -> str:
    """Unit and period; the table has the numbers per form."""
    return " · ".join((words("activiteiten per kernfunctie, in de tabel ook per vorm"), period(answer, words)))


def return_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    parts = [
        words("{name} {number}", name=row["core_function_name"], number=words.number(row["activities"]))
        for row in charts.core_function_names(answer, words).iter_rows(named=True)
    ]
    return words("{title}. {parts}.", title=return_title(answer, words), parts="; ".join(parts))


WSOB_RETURN = Exhibit(
    name="activities/wsob_return",
    question="activities/wsob_return",
    draw=charts.wsob_return,
    title=return_title,
    subtitle=return_subtitle,
    alternative=return_alternative,
    table=(
        CORE_FUNCTION,
        ACTIVITIES,
        PARTICIPANTS,
        UNCOUNTED,
        Shown("activities_physical", mark("Activiteiten op locatie"), "number"),
        Shown("participants_physical", mark("Deelnemers op locatie"), "number"),
        Shown("activities_online", mark("Activiteiten online"), "number"),
        Shown("participants_online", mark("Deelnemers online"), "number"),
        Shown("activities_hybrid", mark("Activiteiten hybride"), "number"),
        Shown("participants_hybrid", mark("Deelnemers hybride"), "number"),
    ),
    derived=charts.core_function_names,
)

EXHIBITS = (PER_CORE_FUNCTION, PER_MONTH, PER_PILLAR, PARTICIPANTS_PER_ACTIVITY, WSOB_RETURN, SCHOOL_PROGRAMMES)
