"""Renewing rollups: after rows went and came, no more is made anew than they touched.

By partition, by person where a list comes whole each time, or for counts by the difference these persons make
(docs/decisions/0008-rollups.md and 0013-changes-by-person.md).
"""

from collections.abc import Mapping, Sequence

import duckdb

from biebwijzer.warehouse import rollups
from biebwijzer.warehouse.changes import Change
from biebwijzer.warehouse.rollups import MADE, Rollup, fill, touch, touch_persons


def renew(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[str], changed: Mapping[str, Change]
) -> dict[str, str]:
    """Bring every rollup up to date after these rows went or came; table -> 'whole', 'touched', 'persons' or 'added'.

    `changed` holds, per delivered table, the rows that went and the rows that came. A rollup whose text is not that of
    the version is made whole, and so is all that is made of it.
    """
    stored = dict(connection.execute(f"select table_name, fingerprint from {MADE}").fetchall())
    current = [one for one in rollups.rollups() if stored.get(one.table) == one.fingerprint]
    relations = dict.fromkeys(changed, "")
    done, known, steady = dict[str, str](), dict[str, str](), set[str]()
    for rollup in rollups.rollups():
        below = set(rollup.reads) & set(relations)
        whole = {table for table in rollup.reads if done.get(table) == "whole"}
        if whole or rollup not in current or any(not rollup.reads[table] for table in below):
            make_whole(connection, tables, rollup)
            done[rollup.table] = "whole"
        elif below and below <= steady & set(rollup.persons):
            add_difference(connection, rollup, *below)
            relations[rollup.table] = kept_touched(connection, rollup)
            done[rollup.table] = "added"
        elif below and below <= set(rollup.persons) & set(changed):
            above = [one for one in current if one.adds and rollup.table in one.persons]
            if make_persons(connection, rollup, {table: changed[table] for table in below}, above):
                relations[rollup.table] = differing(rollup.table)
                done[rollup.table] = "persons"
                if above and has_same_parts(connection, rollup):
                    steady.add(rollup.table)
        elif below and touch(connection, rollup, for_cells(rollup, relations, changed), known):
            touch_persons(connection, [])
            make_touched(connection, rollup)
            relations[rollup.table] = kept_touched(connection, rollup)
            done[rollup.table] = "touched"
    return done


def for_cells(rollup: Rollup, relations: Mapping[str, str], changed: Mapping[str, Change]) -> dict[str, str]:
    """For each changed table the rows that say which partitions are touched: in brief where that is enough."""
    return {
        table: changed[table].rows_for(cells) if table in changed else relations[table]
        for table, cells in rollup.reads.items()
        if table in relations
    }


def differing(table: str) -> str:
    """The name of the table with the rows of another that differ."""
    return f"differing_{table.replace('.', '_')}"


def make_persons(
    connection: duckdb.DuckDBPyConnection, rollup: Rollup, changed: Mapping[str, Change], above: Sequence[Rollup]
) -> bool:
    """Make the rows of the changed persons anew; what then differs is kept for the rollups made of this one.

    What those persons are in the counts `above` is kept before they change. Whether anything differs at all.
    """
    relations = {table: differing(table) for table in changed}
    for table, change in changed.items():
        told = change.differing(rollup.persons[table])
        connection.execute(f"create or replace temp table {relations[table]} as {told}")
    touch_persons(connection, list(relations.values()))
    if not touch(connection, rollup, relations):
        return False
    if above:
        kept_touched(connection, rollup)
        connection.execute(f"create or replace temp table persons_{rollup.name} as from touched_person")
        connection.execute(f"create or replace temp table parts_{rollup.name} as {parts(rollup)}")
        for one in above:
            count_persons(connection, one, rollup.table, "before")
        touch(connection, rollup, relations)
    # The key alone goes first: it passes by most of the rows before their partition is looked up.
    mine = (
        f"w.member_key in (select member_key from touched_person) and {in_touched(rollup)} "
        "and exists (select 1 from touched_person as p "
        "where w.library_id = p.library_id and w.member_key = p.member_key)"
    )
    connection.execute(f"create or replace temp table went as select * from {rollup.target} as w where {mine}")
    connection.execute("create or replace temp table came as select * from went limit 0")
    fill(connection, rollup, "came")
    connection.execute(f"delete from {rollup.target} as w where {mine}")
    connection.execute(f"insert into {rollup.target} by name select * from came")
    name = differing(rollup.table)
    connection.execute(
        f"create or replace temp table {name} as "
        "(select * from went except all select * from came) "
        "union all (select * from came except all select * from went)"
    )
    return connection.execute(f"select 1 from {name} limit 1").fetchone() is not None


def parts(rollup: Rollup) -> str:
    """A question for the partitions that have rows."""
    return f"select distinct {', '.join(rollup.partition)} from {rollup.target}"


def has_same_parts(connection: duckdb.DuckDBPyConnection, rollup: Rollup) -> bool:
    """Whether the same partitions have rows as before: only then does nobody else count otherwise."""
    now, before = parts(rollup), f"from parts_{rollup.name}"
    other = f"select 1 from (({now} except {before}) union all ({before} except {now})) limit 1"
    return connection.execute(other).fetchone() is None


def count_persons(connection: duckdb.DuckDBPyConnection, rollup: Rollup, below: str, when: str) -> None:
    """Make what the persons who changed `below` are in a count, as the table with these rows of `when`."""
    name = below.replace(".", "_")
    touch(connection, rollup, {below: f"touched_{name}"})
    connection.execute(f"create or replace temp table {when}_{rollup.name} as select * from {rollup.target} limit 0")
    fill(connection, rollup, f"{when}_{rollup.name}")


def add_difference(connection: duckdb.DuckDBPyConnection, rollup: Rollup, below: str) -> None:
    """Let a count follow the persons who changed: what they were goes off, what they are comes on."""
    touch_persons(connection, [f"persons_{below.replace('.', '_')}"])
    count_persons(connection, rollup, below, "after")
    key, adds = ", ".join(rollup.key), rollup.adds
    side = f"select {key}, {{}}{adds} as n from {{}}".format
    rows = " union all ".join(
        [
            f"{side('', rollup.target)} as w where {in_touched(rollup)}",
            side("", f"after_{rollup.name}"),
            side("-", f"before_{rollup.name}"),
        ]
    )
    connection.execute(
        f"create or replace temp table counted as select {key}, sum(n)::bigint as {adds} from ({rows}) "
        f"group by {key} having sum(n) <> 0"
    )
    connection.execute(f"delete from {rollup.target} as w where {in_touched(rollup)}")
    connection.execute(f"insert into {rollup.target} by name select * from counted")


def in_touched(rollup: Rollup) -> str:
    """The condition on `w` that it lies in a touched partition; written as days it lets blocks of history be passed."""
    same = " and ".join(f"w.{column} = t.{column}" for column in rollup.partition)
    days = "w.month between getvariable('touched_since') and getvariable('touched_until') and "
    return f"{days if 'month' in rollup.partition else ''}exists (select 1 from touched as t where {same})"


def make_whole(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], rollup: Rollup) -> None:
    """Make the table anew, in today's shape, and write down of which text it was made."""
    make = f"create table if not exists {rollup.target} ("
    connection.execute(f"drop table if exists {rollup.target}")
    connection.execute(next(one for one in tables if one.startswith(make)))
    touch_persons(connection, [])
    if touch(connection, rollup, {}):
        fill(connection, rollup)
    connection.execute(f"delete from {MADE} where table_name = '{rollup.table}'")
    connection.execute(f"insert into {MADE} values ('{rollup.table}', '{rollup.fingerprint}')")


def make_touched(connection: duckdb.DuckDBPyConnection, rollup: Rollup) -> None:
    """Make the rows of the touched partitions anew; all others stay as they are."""
    connection.execute(f"delete from {rollup.target} as w where {in_touched(rollup)}")
    fill(connection, rollup)


def kept_touched(connection: duckdb.DuckDBPyConnection, rollup: Rollup) -> str:
    """The touched partitions under a name of their own, for the rollups made of this one."""
    name = f"touched_{rollup.name}"
    connection.execute(f"create or replace temp table {name} as select * from touched")
    return name
