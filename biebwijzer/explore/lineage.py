"""Lineage both ways: from a figure down to the columns of a delivery, and from a column up to its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp

from biebwijzer.explore.tracing import Columns, Trace, columns_of, trace
from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import UnknownQuery
from biebwijzer.warehouse import all_queries, marts, migrating, query, rollups
from biebwijzer.words import mark

MART = "mart."
WAREHOUSE = "warehouse."


@dataclass(frozen=True)
class Lineage:
    """What a question rests on, from near to far: marts, rollups, and tables with their columns."""

    question: str
    marts: tuple[str, ...]
    rollups: tuple[str, ...]
    tables: tuple[str, ...]
    columns: tuple[str, ...]


@lru_cache(maxsize=1)
def tables() -> Columns:
    """Every table of both stores with its columns: those that deliveries land in, rollups, and what people type."""
    found: dict[str, dict[str, str]] = {}
    typed = [one for _, path in migrating.files() for one in migrating.statements(path.read_text(encoding="utf-8"))]
    for statement in (*table_statements(), *typed):
        made = sqlglot.parse_one(statement, read="duckdb")
        if isinstance(made, exp.Create) and made.kind == "TABLE":
            found.setdefault(full_name(made.this.this), {}).update(columns_in(made.this.expressions))
        elif isinstance(made, exp.Alter):
            found[full_name(made.this)].update(columns_in(made.args["actions"]))
    return found


def full_name(table: exp.Expression) -> str:
    """A table as SQL in the house writes it."""
    return ".".join(part.name for part in table.parts) if isinstance(table, exp.Table) else table.name


def columns_in(parts: list[exp.Expression]) -> dict[str, str]:
    """Columns by name, of the parts of a statement that define one."""
    return {one.name: one.kind.sql("duckdb") for one in parts if isinstance(one, exp.ColumnDef) and one.kind}


@lru_cache(maxsize=1)
def relations() -> Columns:
    """Every relation that a text may read: the tables, and the marts made of them."""
    found = dict(tables())
    for name, text in marts.texts().items():
        found[MART + name] = dict.fromkeys(columns_of(text, found), "varchar")
    return found


@lru_cache(maxsize=1)
def traces() -> Mapping[str, Trace]:
    """The trace of every mart and rollup, one level down."""
    found = {MART + name: trace(text, relations()) for name, text in marts.texts().items()}
    for rollup in rollups.rollups():
        handed = {"library_id": "varchar", "member_key": "varchar"}
        given = {"touched": dict.fromkeys(rollup.partition, "varchar"), "touched_person": handed}
        found[rollup.target] = trace(rollup.text, {**relations(), **given})
    return found


def ends(column: str) -> frozenset[str]:
    """The columns of tables that one column of a relation is made of in the end."""
    relation, _, name = column.rpartition(".")
    if relation not in traces():
        return frozenset([column]) if "." in relation else frozenset()
    below = traces()[relation]
    return frozenset().union(*map(ends, below.outputs.get(name, frozenset())))


@lru_cache(maxsize=256)
def decided_by(relation: str) -> frozenset[str]:
    """The columns of tables that decide which rows a relation has, whatever one reads of it."""
    if relation not in traces():
        return frozenset()
    below = traces()[relation]
    return frozenset().union(*map(ends, below.rows), *map(decided_by, below.relations))


@lru_cache(maxsize=256)
def below(relation: str) -> frozenset[str]:
    """A relation and all it is made of."""
    found = traces().get(relation)
    return frozenset([relation]).union(*map(below, found.relations) if found else ())


@lru_cache(maxsize=512)
def lineage_of(name: str) -> Lineage:
    """What the question of that name is made of."""
    first = trace(query(name).text, relations())
    read = frozenset().union(*map(below, first.relations))
    columns = frozenset().union(*map(ends, first.columns), *map(decided_by, first.relations))
    made = {rollup.target for rollup in rollups.rollups()}
    return Lineage(
        question=name,
        marts=tuple(one for one in marts.texts() if MART + one in read),
        rollups=tuple(sorted(short(one) for one in read & made)),
        tables=tuple(sorted(short(one) for one in read & set(tables()) - made)),
        columns=tuple(sorted(map(short, columns))),
    )


def short(name: str) -> str:
    """A table or column of a delivery without the store it is in; what is in the records says so."""
    return name.removeprefix(WAREHOUSE)


def figures_on(column: str) -> tuple[str, ...]:
    """Every question that depends on a column, `usage.loan.material`, for its values or for which rows there are."""
    table, _, name = column.rpartition(".")
    known = tables().get(WAREHOUSE + table) or tables().get(table)
    if known is None or name not in known or table in {rollup.table for rollup in rollups.rollups()}:
        raise UnknownQuery(
            mark("Er is geen kolom '{column}'. Schrijf ze als usage.loan.material: tabel en kolom."), column=column
        )
    return tuple(one.name for one in all_queries() if column in lineage_of(one.name).columns)
