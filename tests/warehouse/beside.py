"""Another process on the same home: it does what it is told on standard input, and says what came of it."""

import json
import sys
from datetime import date
from pathlib import Path

from biebwijzer import intake
from biebwijzer.access import operator_workspace, refreshed
from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import ChangedMeanwhile
from biebwijzer.settings import read_settings
from biebwijzer.warehouse import Asking, Stores


class Beside:
    """The other one at work."""

    def __init__(self) -> None:
        self.stores = Stores(read_settings(), table_statements())
        self.operator = operator_workspace(self.stores, Asking(self.stores), date(2026, 11, 23), "nl")

    def ask(self, name, column):
        return refreshed(self.operator).ask(name).rows[column].to_list()

    def deliver(self, source, path, library):
        outcome = intake.deliver(refreshed(self.operator), source, Path(path), library)
        return outcome.status, outcome.run_id

    def roll_back(self, run_id):
        return intake.roll_back(self.operator, run_id).status

    def edit(self, table, row_id, values, seen):
        try:
            with self.stores.records.transaction() as transaction:
                transaction.bring_up_to_date(table, row_id, values, seen)
        except ChangedMeanwhile:
            return "changed meanwhile"
        return "saved"

    def count_up(self, setting_id, times):
        """Add one, again and again; whoever is second looks again. How often that was."""
        second = 0
        for _ in range(times):
            while True:
                with self.stores.records.reading() as reading:
                    row = reading.one("access.setting", setting_id)
                values = {"value": str(int(row["value"]) + 1)}
                if self.edit("access.setting", setting_id, values, row["row_version"]) == "saved":
                    break
                second += 1
        return second

    def version(self):
        self.stores.look()
        return self.stores.version


if __name__ == "__main__":
    beside = Beside()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        what, *given = json.loads(line)
        print(json.dumps(getattr(beside, what)(*given), default=str), flush=True)
