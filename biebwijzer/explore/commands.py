"""The command of explore: what a figure is made of, or which figures rest on a column."""

from argparse import Namespace
from typing import Any

from biebwijzer.access import Workspace
from biebwijzer.commands import Command, Terminal, argument
from biebwijzer.explore.lineage import figures_on, lineage_of
from biebwijzer.look import all_exhibits
from biebwijzer.warehouse import query
from biebwijzer.words import Words, mark

Found = dict[str, Any]


def follow(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Follow a figure down to its deliveries, or a column up to its figures."""
    workspace.require("explore.read")
    name = given.name
    found = down(workspace, name) if "/" in name else {"column": name, "figures": list(figures_on(name))}
    if given.json:
        terminal.json(found)
        return
    for line in told(found, workspace.words):
        terminal.say(line)


def down(workspace: Workspace, figure: str) -> Found:
    """What a figure, or a question by its own name, is made of."""
    exhibit = all_exhibits().get(figure)
    found = lineage_of(query(exhibit.question if exhibit else figure).name)
    return {
        "figure": figure,
        "query": found.question,
        "marts": list(found.marts),
        "rollups": list(found.rollups),
        "tables": list(found.tables),
        "columns": list(found.columns),
        "deliveries": delivered(workspace, found.tables),
    }


def delivered(workspace: Workspace, tables: tuple[str, ...]) -> list[Found]:
    """The deliveries whose rows stand in these tables, as far as one works for their libraries."""
    rows = workspace.ask("intake/deliveries_behind", tables=list(tables)).rows
    return [
        {
            "run": row["run_id"],
            "source": row["source_id"],
            "file": row["file_name"],
            "delivered_on": row["delivered_at"].date() if row["delivered_at"] else None,
            "table": row["table_name"],
            "rows": row["row_count"],
        }
        for row in rows.iter_rows(named=True)
    ]


def told(found: Found, words: Words) -> list[str]:
    """The same for a person to read: a line per step."""
    if "column" in found:
        head = words.plural(
            "Op {column} rust {n} vraag:",
            "Op {column} rusten {n} vragen:",
            len(found["figures"]),
            column=found["column"],
        )
        return [head, *(f"  {one}" for one in found["figures"])]
    files = [f"{one['file'] or one['run']} ({one['source']})" for one in found["deliveries"]]
    steps = (
        (words("Vraag"), [found["query"]]),
        (words("Views"), found["marts"]),
        (words("Tabellen"), found["tables"]),
        (words("Kolommen"), found["columns"]),
        (words("Leveringen"), files or ["-"]),
    )
    return [line for head, lines in steps for line in (head, *(f"  {one}" for one in lines))]


COMMANDS = (
    Command(
        "lineage",
        mark("toon waar een getal vandaan komt, of welke getallen op een kolom rusten"),
        (
            argument(
                "name",
                metavar="FIGURE",
                help=mark("een figuur of vraag, zoals usage/visits_per_year, of een kolom, zoals usage.loan.material"),
            ),
            argument("--json", help=mark("als JSON, voor andere programma's"), action="store_true"),
        ),
        follow,
    ),
)
