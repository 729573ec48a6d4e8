"""The invented province as files: the same seed gives the same bytes, and every file says what is wrong in it."""

import hashlib
from datetime import date

import pytest

from biebwijzer import demo

pytestmark = pytest.mark.slow

UNTIL = date(2026, 10, 31)


def made(folder, seed: int = 7, until: date = UNTIL):
    return demo.make(demo.world_for(demo.scale_named("tiny"), until), folder, seed, lambda line: None)


def prints(folder) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.csv"))
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path):
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        made(tmp_path / name, seed)

    one, again, other = (prints(tmp_path / name) for name in ("one", "again", "other"))

    assert one == again
    assert {file for file in one if one[file] == other[file]} <= {
        file for file in one if file.startswith("provincie/") and not file.startswith("provincie/school")
    }


def test_files_are_written_as_dutch_exports_are(tmp_path):
    made(tmp_path)

    loans = (tmp_path / "vaartstreek" / "loan_events-2024-2026.csv").read_bytes()
    activities = (tmp_path / "provincie" / "activities-2024-2026.csv").read_bytes()

    assert loans.startswith(b"Vestiging;Lidnummer;Uitgeleend op;Materiaal\r\n")
    assert "Taalcafé".encode("cp1252") in activities


@pytest.mark.parametrize("until", [date(2026, 12, 31), date(2027, 2, 28), date(2028, 2, 29)])
def test_a_world_can_end_in_any_month(tmp_path, until):
    files = made(tmp_path, until=until)

    assert {"loan_events", "reservations", "door_counts"} <= {one.source_id for one in files}
    assert all(one.rows > 0 for one in files)


def test_the_whole_country_has_150_libraries_and_every_municipality(tmp_path):
    world = demo.world_for(demo.scale_named("land"), UNTIL)

    files = demo.make(world, tmp_path, 7, lambda line: None)

    served = [library for one in world.municipalities for library, _ in one.served]
    assert (len(world.libraries), len(world.municipalities), len(set(served))) == (150, 342, 150)
    assert {one.library_id for one in files if one.source_id == "loan_events"} == set(served)
    assert sum(one.rows for one in files) < 500_000
