"""Real polluted files nobody may ship: read where the originals are given by BIEBWIJZER_FILES, else not run."""

import csv
import gzip
import json
import os
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from biebwijzer.intake.recognising import NotRecognised, recognise, recognise_bytes

FOLDER = Path(os.environ.get("BIEBWIJZER_FILES", ""))
# One cell of a clean twin is not what its file says; line 20 of the file itself reads '1.8, 0.0'.
SLIPS = {"O18_air.csv": (["1.8", "0.\\"], ["1.8", "0.0"])}
csv.field_size_limit(16 << 20)

pytestmark = [pytest.mark.slow, pytest.mark.alike]


def given(*parts):
    folder = FOLDER.joinpath(*parts)
    if not os.environ.get("BIEBWIJZER_FILES") or not folder.exists():
        pytest.skip(f"BIEBWIJZER_FILES is not given, or has no {'/'.join(parts)}: not run")
    return folder


def unpacked(path):
    return gzip.decompress(path.read_bytes())


def plain(rows):
    """Cells without spaces around them, rows without empty ones, as both sides are compared."""
    bare = [[cell.replace("\r\n", "\n").strip() for cell in row] for row in rows]
    return [row for row in bare if any(row)]


def judged(folder, name):
    """Right, asked, or silently wrong; names a twin invented for a file without any are not compared."""
    try:
        found = recognise_bytes(unpacked(folder / "csv" / f"{name}.gz"), name, {})
    except NotRecognised:
        return "asked"
    if not found.certain:
        return "asked"
    slip, meant = SLIPS.get(name, (None, None))
    twin = plain(csv.reader(unpacked(folder / "clean" / f"{name}.gz").decode("utf-8-sig").splitlines(keepends=True)))
    twin = [meant if row == slip else row for row in twin]
    dialect = json.loads(unpacked(folder / "parameters" / f"{name}_parameters.json.gz"))
    read = plain(one.cells for one in found.table.rows)
    if dialect["header_lines"] == "0":
        return "right" if read in (twin, twin[1:]) else "wrong"
    return "right" if read == twin[1:] else "wrong"


def test_open_data_of_the_survey_is_read_as_its_clean_twins_or_asked_about(capsys):
    folder = given("messy", "pollock_survey")
    names = sorted(path.name.removesuffix(".gz") for path in (folder / "csv").iterdir())

    outcomes = {name: judged(folder, name) for name in names}

    counts = Counter(outcomes.values())
    with capsys.disabled():
        told = f"{counts['right']} right, {counts['asked']} asked or refused, {counts['wrong']} silently wrong"
        print(f"\n{len(names)} files: {told}")
    assert [name for name, outcome in outcomes.items() if outcome == "wrong"] == []
    assert counts["right"] >= 80


def test_every_file_of_a_test_suite_ends_with_a_table_a_question_or_a_reason(tmp_path):
    with tarfile.open(given("messy", "frictionless_data") / "frictionless_data.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")

    for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
        try:
            found = recognise(path)
        except NotRecognised:
            continue
        table = found.table
        assert found.questions or table is not None, path.name
        if table is not None:
            assert len(table.rows) + len(table.refused) + len(table.named) == found.records, path.name
