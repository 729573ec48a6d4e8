"""A process that notes contact after contact and says each one's id once it is saved, until it is killed."""

import sys
from datetime import date
from pathlib import Path

from biebwijzer import relations
from biebwijzer.access import open_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.settings import read_settings
from biebwijzer.warehouse import Asking, Stores


def write_on(home: Path) -> None:
    """Never stops by itself."""
    stores = Stores(read_settings(home=home), table_statements())
    with stores.records.reading() as reading:
        user = reading.one("access.app_user", "noor")
        grant = reading.one("access.role_grant", "grant_noor")
    workspace = open_workspace(stores, Asking(stores), user, grant, date(2026, 11, 23))
    number = 0
    while True:
        number += 1
        draft = ContactMomentDraft(
            spoken_on=date(2026, 11, 20),
            channel="call",
            summary=f"gesprek {number} over de leeskring",
            new_organisation=f"Leeskring {number}",
            promise="terugbellen",
            due_on=date(2026, 11, 30),
        )
        saved = relations.contact_moments.record(workspace, draft)
        print(saved.row_id, flush=True)


if __name__ == "__main__":
    write_on(Path(sys.argv[1]))
