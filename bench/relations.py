"""A library that knows a hundred thousand persons and wrote down a million talks: what its people wait for.

Every question of a page beside the bare SQL it asks, and the warning while somebody types; names are of public counts.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import polars as pl

from bench.homes import LIBRARY, TODAY, large, opened, operator
from bench.measuring import Measured, in_turns, many, spread, timed, worked
from bench.people import made
from bench.saving import coordinator
from biebwijzer.access import refreshed
from biebwijzer.access.workspace import Workspace
from biebwijzer.relations import contact_moments, finding, importing
from biebwijzer.relations.naming import searchable
from biebwijzer.warehouse import Asking, query
from biebwijzer.warehouse.engines.files import RECORDS

PERSONS, TALKS, ORGANISATIONS, PROMISES, NEW = 85_000, 1_000_000, 3_000, 20_000, 5_000
NAMED = ("sofie", "jansen", "van der", "pieters", "bak", "de vries", "an")
CHANNELS = "['visit', 'call', 'mail', 'meeting']"


def relations(folder: Path) -> Iterator[Measured]:
    """Lists, cards, type-ahead, the warning, saving and an import."""
    house = large(folder / "relations", folder)
    house.stores.close()
    fill(folder / "relations" / RECORDS)
    house = opened(folder / "relations")
    forgetful = Asking(house.stores, remembers=0)
    workspace = replace(coordinator(refreshed(operator(house)), LIBRARY), asking=forgetful)
    busiest = workspace.ask("relations/people", most=1).rows.row(0, named=True)["person_id"]
    school = workspace.ask("relations/organisations", most=1).rows.row(0, named=True)["organisation_id"]
    for what, name, values, budget in (
        ("list of persons", "relations/people", {"most": 50}, "150 ms"),
        ("list of persons with a name", "relations/people", {"most": 50, "asked": "jansen"}, "150 ms"),
        ("list of organisations", "relations/organisations", {"most": 50}, "150 ms"),
        ("card of a person", "relations/person", {"person_id": busiest}, "100 ms"),
        ("timeline of a person", "relations/timeline", {"person_id": busiest}, "100 ms"),
        ("timeline of an organisation", "relations/timeline", {"organisation_id": school}, "100 ms"),
        ("whom one may choose", "relations/to_choose", {"most": 2000}, "150 ms"),
        ("follow-ups of one colleague", "relations/follow_ups", {"owner": "bench", "status": "open"}, "150 ms"),
    ):
        yield beside_bare(workspace, what, name, values, budget)
    for subject, row_id in (("person", busiest), ("organisation", school)):
        took = many(lambda subject=subject, row_id=row_id: whole_card(workspace, subject, row_id))
        yield Measured(f"card of one {subject}, all it asks", *took, None, "100 ms")
    times = [timed(lambda name=name: finding.find(workspace, name)) for name in NAMED * 5]
    yield Measured("type-ahead", *spread(times), None, "p95 50 ms")
    # What was asked of the cards is remembered as long as nobody changes one, as it is in the app.
    yield from warning(coordinator(refreshed(operator(house)), LIBRARY))
    draft = contact_moments.ContactMomentDraft(
        spoken_on=workspace.today, channel="call", summary="Gebeld.", person_id=busiest, promise="Terugbellen",
        due_on=workspace.today,
    )  # fmt: skip
    yield Measured("save a talk with a promise", *many(lambda: contact_moments.record(workspace, draft)), None, "50 ms")
    yield from taken_over(workspace)
    house.stores.close()


def whole_card(workspace: Workspace, subject: str, row_id: str) -> None:
    """Every question of a card that leads to no member."""
    asked = {"person": ("consents", "person_links"), "organisation": ("parts",)}[subject]
    for name in (subject, "timeline", "contact_people", "card_steps", *asked):
        workspace.ask(f"relations/{name}", **{f"{subject}_id": row_id})
    workspace.ask("relations/merged_into", card_id=row_id)


def beside_bare(workspace: Workspace, what: str, name: str, values: dict, budget: str) -> Measured:
    """A question that is not remembered beside its own SQL on the same stores."""
    wanted = query(name)
    filled = {param.name: values.get(param.name) for param in wanted.params}
    view = workspace.view

    def bare() -> None:
        with workspace.stores.cursor(view.variables) as cursor:
            cursor.sql(wanted.text, params=filled).pl()

    mine, theirs = in_turns(lambda: workspace.ask(name, **values), bare)
    return Measured(f"{what}, 1,000,000 talks", *spread(mine), spread(theirs)[0], budget)


def warning(workspace: Workspace) -> Iterator[Measured]:
    """The warning while a name is typed: the first time after a start, and every next letter."""
    names = [(row["first_name"], row["last_name"]) for row in made(99, 60).rows]
    first = timed(lambda: finding.alike(workspace, {"first_name": "Sofie", "last_name": "Jansen"}, "person"))
    told = [
        worked(lambda name=name: finding.alike(workspace, {"first_name": name[0], "last_name": name[1]}, "person"))
        for name in names
    ]
    yield Measured("did you mean, the first time", first, first)
    yield Measured("did you mean, by the clock", *spread([one.wall for one in told]), None, "p95 50 ms")
    yield Measured("did you mean, by the processors", *spread([one.processors for one in told]), None)


def taken_over(workspace: Workspace) -> Iterator[Measured]:
    """A list of five thousand, looked at and taken over."""
    rows = made(7, NEW).rows[:NEW]
    heads = ("Voornaam", "Tussenvoegsel", "Achternaam", "E-mail", "Telefoon", "Postcode")
    names = ("first_name", "prefix", "last_name", "email", "phone", "postcode")
    lines = [";".join(heads), *(";".join(row[name] for name in names) for row in rows)]
    found = importing.read_list("\n".join(lines).encode(), "lijst.csv")
    looked: list[importing.Preview] = []
    said = importing.first_map(found.heads)
    took = timed(lambda: looked.append(importing.preview(workspace, found, said, LIBRARY)))
    yield Measured(f"look at a list of {NEW:,}", took, took)
    took = timed(lambda: importing.take_over(workspace, looked[0], {}))
    yield Measured(f"take over {NEW:,}", took, took, None, "20 s")


def fill(records: Path) -> None:
    """Persons, organisations, talks and promises, put in at once: nobody can type as many."""
    found = [row for row in made(3, PERSONS).rows if row["last_name"]]
    known = pl.DataFrame(
        {
            "person_id": [f"p{number}" for number in range(len(found))],
            "first_name": [row["first_name"] for row in found],
            "infix": [row["prefix"] or None for row in found],
            "last_name": [row["last_name"] for row in found],
            "email": [row["email"] or None for row in found],
            "phone": [row["phone"] or None for row in found],
            "postcode": [row["postcode"] or None for row in found],
            "search_name": [searchable(row["first_name"], row["prefix"], row["last_name"]) for row in found],
        },
        infer_schema_length=None,
    )
    connection = duckdb.connect(str(records))
    try:
        connection.register("known", known)
        columns = ", ".join(known.columns)
        connection.execute(
            f"insert into relations.person ({columns}, library_id) select {columns}, '{LIBRARY}' from known"
        )
        connection.execute(
            "insert into relations.organisation (organisation_id, library_id, name, kind, place, search_name) "
            f"select 'o' || i, '{LIBRARY}', 'Basisschool ' || i, 'school', 'Utrecht', 'basisschool ' || i "
            f"from range({ORGANISATIONS}) t (i)"
        )
        connection.execute(
            "insert into relations.contact_person (contact_person_id, library_id, organisation_id, person_id, role) "
            f"select 'c' || i, '{LIBRARY}', 'o' || (i % {ORGANISATIONS}), 'p' || (i * 7), 'leerkracht' "
            "from range(10000) t (i)"
        )
        # Some are spoken far more often than others.
        connection.execute(
            "insert into relations.contact_moment (contact_moment_id, library_id, organisation_id, person_id, "
            "spoken_on, channel, summary, recorded_by, recorded_at) "
            f"select 'm' || i, '{LIBRARY}', case when i % 3 = 0 then 'o' || (hash(i + 5) % {ORGANISATIONS}) end, "
            f"'p' || floor({len(found)} * pow((hash(i) % 1000000) / 1e6, 2))::bigint, "
            f"date '{TODAY - timedelta(days=3_650)}' + (hash(i + 1) % 3650)::integer, "
            f"({CHANNELS})[1 + (hash(i + 2) % 4)::bigint], 'Gesproken over plan ' || (i % 977), 'bench', "
            f"timestamp '2020-01-01' + interval 1 minute * i from range({TALKS}) t (i)"
        )
        # One in ten was with somebody else beside, one in twenty with a colleague.
        connection.execute(
            "insert into relations.contact_moment_person (contact_moment_person_id, library_id, contact_moment_id, "
            "person_id, spoken_on) select 'b' || i, library_id, contact_moment_id, "
            f"'p' || floor({len(found)} * pow((hash(i + 7) % 1000000) / 1e6, 2))::bigint, spoken_on "
            f"from range({TALKS // 10}) t (i) join relations.contact_moment on contact_moment_id = 'm' || (i * 10)"
        )
        connection.execute(
            "insert into relations.contact_moment_colleague (contact_moment_colleague_id, library_id, "
            f"contact_moment_id, app_user_id) select 'k' || i, '{LIBRARY}', 'm' || (i * 20), 'ander' "
            f"from range({TALKS // 20}) t (i)"
        )
        connection.execute(
            "insert into relations.follow_up (follow_up_id, library_id, contact_moment_id, promise, due_on, owner, "
            f"status) select 'f' || i, '{LIBRARY}', 'm' || (i * 50), 'Terugbellen', "
            f"date '{TODAY}' + (i % 60)::integer - 30, case when i % 10 = 0 then 'bench' else 'ander' end, "
            f"case when i % 4 = 0 then 'open' else 'done' end from range({PROMISES}) t (i)"
        )
    finally:
        connection.close()
