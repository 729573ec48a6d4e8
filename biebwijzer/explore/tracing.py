"""Which columns a text of SQL depends on, read from the text itself: those its values are made of, and those that
decide which rows there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

# What stands around the columns that a select shows: whoever changes one of these, changes which rows there are.
DECIDES = ("where", "group", "having", "qualify", "distinct")
NOTHING: frozenset[str] = frozenset()
Columns = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Trace:
    """What one text rests on, one level down: `mart.visits_month.visits`, `warehouse.usage.loan.material`."""

    outputs: Mapping[str, frozenset[str]]
    rows: frozenset[str]
    relations: frozenset[str]

    @property
    def columns(self) -> frozenset[str]:
        """Every column of what it reads that it depends on."""
        return self.rows.union(*self.outputs.values())


def trace(text: str, known: Columns) -> Trace:
    """The trace of a select; `known` gives the columns of every relation it may read, by `mart.x` or `records.a.b`."""
    scope = build_scope(qualified(text, known))
    if scope is None:
        raise ValueError(text)
    return Tracer().of(scope)


def columns_of(text: str, known: Columns) -> list[str]:
    """The names of the columns that a select gives."""
    return list(qualified(text, known).named_selects)


def qualified(text: str, known: Columns) -> exp.Query:
    """The select with every column named with the table it comes from, and every star written out."""
    found = sqlglot.parse_one(text, read="duckdb")
    for table in found.find_all(exp.Table):
        if table.name in known and not table.db:
            # What a rollup is handed by the loader has no schema of its own.
            table.set("db", exp.to_identifier("given"))
        if table.db and not table.catalog:
            table.set("catalog", exp.to_identifier("shown"))
    done = qualify(
        found, schema=schema(known), dialect="duckdb", validate_qualify_columns=False, quote_identifiers=False
    )
    if not isinstance(done, exp.Query):
        raise TypeError(text)
    return done


def schema(known: Columns) -> dict[str, object]:
    """The relations as the qualifier wants them: catalog, schema, table, columns."""
    found: dict[str, Any] = {}
    for name, columns in known.items():
        *before, table = name.split(".")
        catalog, db = {0: ["shown", "given"], 1: ["shown", *before], 2: before}[len(before)]
        found.setdefault(catalog, {}).setdefault(db, {})[table] = dict(columns)
    return found


def named(table: exp.Table) -> str:
    """A relation as the texts write it."""
    parts = [part for part in (table.catalog, table.db, table.name) if part not in ("", "shown", "given")]
    return ".".join(parts)


@dataclass
class Tracer:
    """Walks the scopes of one select, each once."""

    done: dict[int, Trace] = field(default_factory=dict)

    def of(self, scope: Scope) -> Trace:
        """The trace of a scope and all below it."""
        key = id(scope)
        if key not in self.done:
            self.done[key] = self._union(scope) if scope.set_operation_scopes else self._select(scope)
        return self.done[key]

    def _union(self, scope: Scope) -> Trace:
        """Of a union each column is made of the columns at the same place on either side."""
        sides = [self.of(one) for one in scope.set_operation_scopes]
        names = list(sides[0].outputs)
        columns = zip(*(side.outputs.values() for side in sides), strict=True)
        return Trace(
            {name: frozenset().union(*parts) for name, parts in zip(names, columns, strict=True)},
            frozenset().union(*(side.rows for side in sides)),
            frozenset().union(*(side.relations for side in sides)),
        )

    def _select(self, scope: Scope) -> Trace:
        select: Any = scope.expression
        outputs: dict[str, frozenset[str]] = {}
        for shown in select.selects:
            outputs[shown.alias_or_name] = self._in(shown, scope, outputs)
        deciding = [part for name in DECIDES if (part := select.args.get(name)) is not None]
        # Of the first so many the order says which; otherwise it only says where.
        ordered = [select.args["order"]] if select.args.get("order") and select.args.get("limit") else []
        joins = [join.args["on"] for join in select.args.get("joins") or [] if join.args.get("on") is not None]
        rows = frozenset().union(*(self._in(part, scope, outputs) for part in (*deciding, *ordered, *joins)))
        below = [self._source(source, scope) for source in self._read(scope)]
        inside = [self.of(one) for one in scope.subquery_scopes]
        return Trace(
            outputs,
            rows.union(*(one.rows for one in below)),
            frozenset().union(*(one.relations for one in (*below, *inside))),
        )

    def _read(self, scope: Scope) -> Iterator[exp.Expression | Scope]:
        """What stands after from and join; what a row is only held against (semi, anti) is read too."""
        select = scope.expression
        start = select.args.get("from_")
        for part in (*([start] if start else []), *(select.args.get("joins") or [])):
            yield scope.sources.get(part.this.alias_or_name, part.this)

    def _source(self, source: exp.Expression | Scope, scope: Scope) -> Trace:
        """What a source adds by being read at all, whichever of its columns is used."""
        if isinstance(source, Scope):
            found = self.of(source)
            return Trace({}, found.rows, found.relations)
        if isinstance(source, exp.Table) and not isinstance(source.this, exp.Func):
            return Trace({}, NOTHING, frozenset([named(source)]))
        return Trace({}, self._in(source, scope, {}), NOTHING)

    def _in(self, part: exp.Expression, scope: Scope, outputs: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """The columns that one part of a select rests on; of a question within it, all that decides its answer."""
        inside = {id(one.expression): one for one in scope.subquery_scopes}
        found: set[str] = set()
        for node in part.walk(prune=lambda one: id(one) in inside):
            if id(node) in inside:
                below = self.of(inside[id(node)])
                found |= below.columns
            elif isinstance(node, exp.Column):
                found.update(self._column(node, scope, outputs))
        return frozenset(found)

    def _column(self, column: exp.Column, scope: Scope, outputs: Mapping[str, frozenset[str]]) -> Iterable[str]:
        source = self._find(column.table, scope)
        if isinstance(source, Scope):
            return self.of(source).outputs.get(column.name, NOTHING)
        if isinstance(source, exp.Table) and not isinstance(source.this, exp.Func):
            return [f"{named(source)}.{column.name}"]
        if source is not None:
            # What unnest gives is made of what it was given; that is among its own select's columns.
            return self._in(source, scope, outputs) if source.find(exp.Column) else NOTHING
        return outputs.get(column.name, NOTHING)

    def _find(self, name: str, scope: Scope | None) -> exp.Expression | Scope | None:
        """What a name in front of a column stands for: here, or around here for a question within another."""
        while scope is not None and name:
            if name in scope.sources:
                return scope.sources[name]
            scope = scope.parent
        return None
