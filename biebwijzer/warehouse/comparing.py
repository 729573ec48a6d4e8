"""Are two homes the same: every table as many rows, every question the same answer."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest

import polars as pl

from biebwijzer.rooms import PERMISSIONS
from biebwijzer.warehouse.asking import View
from biebwijzer.warehouse.engines import parts
from biebwijzer.warehouse.queries import Param, Query, all_queries
from biebwijzer.warehouse.spelling import at_once, quoted
from biebwijzer.warehouse.stores import Stores

# What a question is asked with when no column has the name of its parameter.
OTHERWISE: Mapping[str, list[str]] = {
    "date": ["2016-04-06", "2026-12-31"],
    "integer": ["2016", "100"],
    "text": ["x"],
    "texts": ["x"],
}
MOST = 2
# By name and kind of a parameter.
Samples = dict[tuple[str, str], list[object]]
# The rows of the answer to a question asked with these values.
Look = Callable[[Query, Mapping[str, object]], pl.DataFrame]


def tables(stores: Stores) -> dict[str, int]:
    """Every table of both stores with its number of rows."""
    found = {}
    with stores.cursor({}) as cursor:
        for database in ("warehouse", "records"):
            for name in names_in(stores, database):
                if name not in ("main.migration", "warehouse.version"):
                    row = cursor.execute(f"select count(*) from {database}.{name}").fetchone()
                    found[f"{database}.{name}"] = int(row[0]) if row else 0
    return found


def names_in(stores: Stores, database: str) -> list[str]:
    """Tables of an attached database, by schema and name."""
    rooms = ", ".join(quoted(schema) for schema in ("lake", "information_schema", "pg_catalog"))
    with stores.cursor({}) as cursor:
        rows = cursor.execute(
            "select distinct schema_name || '.' || table_name from duckdb_columns() "
            f"where database_name = {quoted(database)} and not internal and schema_name not in ({rooms}) order by 1"
        ).fetchall()
    return [row[0] for row in rows if not parts.is_inside(row[0])]


def samples(stores: Stores, param: Param) -> list[object]:
    """Values to ask a question with: from a column of that name, else some of its kind."""
    if param.name == "tables":
        return [list(names_in(stores, "warehouse"))]
    found: list[object] = []
    with stores.cursor({}) as cursor:
        for database in ("records", "warehouse"):
            for schema, table in cursor.execute(
                f"select schema_name, table_name from duckdb_columns() where database_name = {quoted(database)} "
                f"and column_name = {quoted(param.name)} and schema_name <> 'lake' order by 1, 2"
            ).fetchall():
                if parts.is_inside(f"{schema}.{table}"):
                    continue
                rows = cursor.execute(
                    f"select distinct {param.name} as v from {database}.{schema}.{table} "
                    f"where v is not null order by v limit {MOST}"
                ).fetchall()
                found += [row[0] for row in rows]
    some = list(dict.fromkeys(found))[:MOST] if param.kind in ("text", "date") else []
    return some or [param.read(text) for text in OTHERWISE[param.kind]]


def ways_to_ask(stores: Stores, query: Query, known: Samples | None = None) -> list[dict[str, object]]:
    """Some sets of values for a question: what may be left out is left out; what was looked up before is `known`."""
    known = {} if known is None else known
    wanted = {}
    for param in query.params:
        if not param.optional:
            if (param.name, param.kind) not in known:
                known[param.name, param.kind] = samples(stores, param)
            wanted[param.name] = known[param.name, param.kind]
    if not wanted:
        return [{}]
    return [
        {name: value if value is not None else wanted[name][-1] for name, value in zip(wanted, row, strict=True)}
        for row in zip_longest(*wanted.values())
    ]


def views(stores: Stores) -> list[View]:
    """Eyes that see everything there is to see, and eyes that see one library and no persons."""
    with stores.cursor({}) as cursor:
        library = "warehouse.usage.library"
        libraries = cursor.execute(f"select distinct library_id from {library}").fetchall()
        admin = cursor.execute("select min(app_user_id) from records.access.role_grant where role = 'admin'").fetchone()
    all_of_them = tuple(sorted(row[0] for row in libraries))
    person = str(admin[0]) if admin and admin[0] else ""
    return [
        View(all_of_them, True, "eigen", person, permissions=tuple(sorted(PERMISSIONS))),
        View(all_of_them[:1], False, "buiten"),
    ]


@contextmanager
def looking(stores: Stores, view: View) -> Iterator[Look]:
    """What gives the rows of an answer, for eyes that see this much.

    All are asked within one transaction: what a lake and its server say of their tables is looked up once.
    """
    with stores.cursor(view.variables) as cursor, at_once(cursor):

        def look(query: Query, values: Mapping[str, object]) -> pl.DataFrame:
            filled = {param.name: values.get(param.name) for param in query.params}
            return cursor.sql(query.text, params=filled).pl()

        yield look


def same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Whether two answers say the same; most are alike to the letter, and the others are read out."""
    return one.equals(other) or told(one) == told(other)


def told(rows: pl.DataFrame) -> list[str]:
    """Rows as text, in an order that does not depend on who gave them.

    Of a number with a fraction nine digits count: in which order parts are added differs from one time to the next.
    """
    return sorted(repr(tuple(f"{one:.9g}" if isinstance(one, float) else one for one in row)) for row in rows.rows())


def differences(one: Stores, other: Stores) -> Iterator[str]:
    """What is not the same in both, by name; nothing is what one hopes for."""
    left, right = tables(one), tables(other)
    for name in sorted(left.keys() | right.keys()):
        if left.get(name) != right.get(name):
            yield f"{name}: {left.get(name)} <> {right.get(name)}"
    known: Samples = {}
    asked = [(query, ways_to_ask(one, query, known)) for query in all_queries()]
    for number, view in enumerate(views(one)):
        with looking(one, view) as ours, looking(other, view) as theirs:
            for query, every_way in asked:
                # Of rows that are alike, as was seen first, a view hides the same whatever one asks for.
                ways = every_way[:1] if number else every_way
                unlike = next((values for values in ways if not same(ours(query, values), theirs(query, values))), None)
                if unlike is not None:
                    yield f"{query.name} {unlike}"
