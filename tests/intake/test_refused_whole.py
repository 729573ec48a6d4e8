"""A delivery with more refused rows than the records keep: all of them are counted, found and taken along."""

import csv
import io
from pathlib import Path

import pytest

from biebwijzer import intake
from biebwijzer.access import operator_workspace, refreshed
from biebwijzer.desk.forms import plain
from biebwijzer.desk.taking_refused import refused_csv
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.words import Words
from tests.conftest import TODAY
from tests.intake.conftest import write
from tests.intake.test_pages import seen, visit
from tests.made_once import built_on

pytestmark = [pytest.mark.slow, pytest.mark.alike]
WRONG_NAMES, WRONG_DATES = 3_000, 600


def deliver_badly(stores: Stores, folder: Path) -> None:
    """Deliver what thousands of rows are refused of."""
    operator = refreshed(operator_workspace(stores, Asking(stores), TODAY, "nl"))
    intake.deliver_rows(operator, "branches", [{"branch_id": "utr-oost", "name": "Oost", "kind": "branch"}], "utrecht")
    rows = [f"Filiaal {n};01-01-2026;{n};geteld" for n in range(WRONG_NAMES)]
    rows += [f"Oost;31-02-2026;{n};geteld" for n in range(WRONG_DATES)]
    intake.deliver(operator, "visits", write(folder / "fout.csv", ["Oost;01-01-2026;1;geteld", *rows]), "utrecht")


@pytest.fixture
def origin(template_home, tmp_path_factory) -> Path:
    """The home of the known people with that delivery."""
    return built_on(tmp_path_factory, "refused-whole", template_home, deliver_badly)


def run_of(workspace) -> str:
    rows = workspace("inge").ask("intake/runs").rows.to_dicts()
    return next(row["run_id"] for row in rows if row["file_name"] == "fout.csv")


def test_quarantine_counts_them_all_and_turns_the_page(open_app, workspace):
    app = visit(open_app, "inge", "quarantine")

    assert "<b>3.600 rijen</b> wachten, uit 1 levering." in seen(app) and "1 tot en met 50" not in seen(app)
    told = "fout.csv: 3.600 geweigerde rijen, de meeste om Vestiging (3.000)"
    assert [one.label for one in app.expander if "fout" in one.label] == [plain(told)]
    app.session_state[f"whole_{run_of(workspace)}"] = True
    app.run()
    assert "1 tot en met 50 van 3.600" in seen(app)
    next(button for button in app.button if button.label == "Volgende").click().run()
    assert "51 tot en met 100 van 3.600" in seen(app) and "Filiaal 50" in seen(app)

    kinds = next(box for box in app.selectbox if box.key.startswith("kind_"))
    kinds.select(next(one for one in kinds.options if "Maand" in one)).run()
    assert "1 tot en met 50 van 600" in seen(app) or "51 tot en met 100 van 600" in seen(app)


def test_all_of_them_go_along_as_a_file(workspace):
    inge = workspace("inge")
    page = intake.refused_page(inge, run_of(workspace))

    text = refused_csv(page.rows, Words("nl")).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == page.total == WRONG_NAMES + WRONG_DATES
    assert {row["Waarde"] for row in rows if row["Kolom"] == "Maand"} == {"31-02-2026"}
    assert {row["Rij"] for row in rows} == {str(n) for n in range(3, 3 + WRONG_NAMES + WRONG_DATES)}


def test_the_records_keep_what_a_person_can_read_and_the_kinds_count_all(workspace):
    inge, run_id = workspace("inge"), run_of(workspace)

    kept = inge.ask("intake/refused_rows", run_id=run_id).rows.height
    kinds = {(row["column_name"], row["reason"]): row["n"] for row in intake.kinds_of_refusal(inge, run_id)}

    assert kept == intake.MOST_REFUSED
    assert kinds == {("Vestiging", "unknown_reference"): WRONG_NAMES, ("Maand", "no_date"): WRONG_DATES}


def test_what_stood_in_refused_rows_is_for_who_may_deliver_there(workspace):
    run_id = run_of(workspace)

    for person in ("noor", "karim", "sven"):
        with pytest.raises(NotAllowed):
            intake.refused_page(workspace(person), run_id)
