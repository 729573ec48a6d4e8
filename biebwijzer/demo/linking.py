"""Which invented members the coordinator of the demo links to people she knows: those who come most often to work."""

from pathlib import Path

import polars as pl

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.demo.world import text_of
from biebwijzer.relations import linking
from biebwijzer.relations.linking import LinkDraft

# Who was born before may be linked, whatever the day.
GROWN_BEFORE = 2000


def cards_to_link(folder: Path, library: str) -> dict[str, str]:
    """The numbers of a grown-up member and of somebody with a free account only, from the files of a library."""
    members, accounts = (rows_of(folder / library, source) for source in ("memberships", "registrations"))
    came = rows_of(folder / library, "reservations").filter(
        pl.col("Propositie").str.to_lowercase().str.contains("bieb")
    )
    often = came.group_by("Pasnummer").len().sort(["len", "Pasnummer"], descending=[True, False])["Pasnummer"].to_list()
    # Who also took part in something shows more of what a card can say.
    joined = set(rows_of(folder / library, "participations")["Pasnummer"])
    often.sort(key=lambda number: number not in joined)
    runs = members.filter(pl.col("Opgezegd per").is_null() & grown() & pl.col("Abonnement").str.contains("(?i)volw"))
    mine = set(runs["Lidnummer"]), set(accounts.filter(grown())["Pasnummer"]) - set(members["Lidnummer"])
    found = (next((number for number in often if number in some), None) for some in mine)
    return {name: number for name, number in zip(("member", "visitor"), found, strict=True) if number}


def rows_of(folder: Path, source: str) -> pl.DataFrame:
    """Every row of a source as text."""
    written = intake.source(source).encoding
    paths = sorted(folder.glob(f"{source}-*.csv"))
    return pl.concat([pl.read_csv(path, separator=";", encoding=written, infer_schema=False) for path in paths])


def grown() -> pl.Expr:
    """Whether a birth date is that of a grown-up."""
    return pl.col("Geboortedatum").str.tail(4).cast(pl.Int32, strict=False) < GROWN_BEFORE


def link_known(workspace: Workspace, prefix: str, cards: dict[str, str]) -> None:
    """Link whom she knows to those members, with the ground for each."""
    for number, one in enumerate(text_of("typed")["links"]):
        if one["card"] in cards:
            draft = LinkDraft(
                prefix + one["with"], cards[one["card"]], one["ground"], workspace.today, one["proof"],
                one.get("source"),
            )  # fmt: skip
            linking.link(workspace, draft, f"{prefix}link-{number}")
