"""A process that imports list after list and says how far each is, until it is killed."""

import sys
from datetime import date
from pathlib import Path

from biebwijzer.access import open_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.relations import importing
from biebwijzer.settings import read_settings
from biebwijzer.warehouse import Asking, Stores

ROWS = 600


def import_on(home: Path) -> None:
    """Never stops by itself."""
    stores = Stores(read_settings(home=home), table_statements())
    with stores.records.reading() as reading:
        user = reading.one("access.app_user", "noor")
        grant = reading.one("access.role_grant", "grant_noor")
    workspace = open_workspace(stores, Asking(stores), user, grant, date(2026, 11, 23))
    number = 0
    while True:
        number += 1
        rows = "".join(f"Proef{number}x{n};lijst{number}n{n}@x.example;School {number}\n" for n in range(ROWS))
        found = importing.read_list(f"Achternaam;E-mail;School\n{rows}".encode(), "lijst.csv")
        looked = importing.preview(workspace, found, importing.first_map(found.heads), "utrecht")
        # Told at once: a kill then falls within the act.
        importing.take_over(
            workspace,
            looked,
            {one.row.line: "add" for one in looked.of("double")},
            lambda done, total: print(f"at {done}", flush=True),
        )
        print("done", flush=True)


if __name__ == "__main__":
    import_on(Path(sys.argv[1]))
