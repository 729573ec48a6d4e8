"""Migrations of the records store: every room's files in house order, each once, never edited once released."""

from pathlib import Path

from biebwijzer.rooms import ROOMS
from biebwijzer.settings import ROOT
from biebwijzer.warehouse.records import Records

DONE = """create table if not exists records.main.migration (
    room text not null, name text not null, applied_at timestamp not null default current_timestamp,
    primary key (room, name)
)"""


def files() -> list[tuple[str, Path]]:
    """Room and file of every migration of the records, in the order they run."""
    rooms = ["warehouse", *(room.name for room in ROOMS)]
    return [
        (room, path)
        for room in rooms
        for path in sorted((ROOT / "biebwijzer" / room / "migrations" / "records").glob("*.sql"))
    ]


def statements(text: str) -> list[str]:
    """The statements of a migration; none holds a semicolon inside a text."""
    return [part.strip() for part in text.split(";") if part.strip()]


def migrate_records(records: Records, only: set[tuple[str, str]] | None = None) -> list[str]:
    """Bring the records up to date, a transaction per file, or as far as an older release was; what was done."""
    with records.transaction() as transaction:
        transaction.run(DONE)
    with records.reading() as reading:
        done = {(row["room"], row["name"]) for row in reading.find("main.migration")}
    applied = []
    for room, path in files():
        if (room, path.name) in done or (only is not None and (room, path.name) not in only):
            continue
        with records.transaction() as transaction:
            for statement in statements(path.read_text(encoding="utf-8")):
                transaction.run(statement)
            transaction.run("insert into records.main.migration (room, name) values (?, ?)", [room, path.name])
        applied.append(f"{room}/{path.name}")
    return applied
