"""What a sample of a file tells: it makes sifting quicker, and no difference to what is accepted."""

import polars as pl
import pytest

from biebwijzer.intake import knowing, taking_in
from tests.intake.counters import COUNTS, TOTALLED, know_whatever_comes_twice

pytestmark = [pytest.mark.slow, pytest.mark.alike]


@pytest.mark.parametrize("known", [["A"], ["A", "B", "C"]])
def test_a_name_that_is_not_known_goes_on_as_any_other(load, monkeypatch, known):
    know_whatever_comes_twice(monkeypatch)
    looked = []
    real = taking_in.knowing
    monkeypatch.setattr(taking_in, "knowing", lambda *given: looked.append(real(*given)) or looked[-1])
    doors = [*known * 20, "NL91ABNA0417164300", "123456782", "D", *["E "] * 2, *["storing"] * 3]
    lines = [f"Oost;{door};{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{n};0" for n, door in enumerate(doors)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode(), COUNTS)

    assert [one.known for one in looked[0].source.fields if one.column == "door"] == [tuple(known)]
    assert sorted(loaded.accepted["door"].to_list()) == sorted([*known * 20, "D", "E", "E"])
    assert sorted(loaded.refused["reason"].to_list()) == ["bank_account", "citizen_number", *["required"] * 3]


@pytest.mark.parametrize("unusual", [-1, 1])
def test_where_the_sample_did_not_show_most_names_the_file_is_read_without_it(load, monkeypatch, unusual):
    know_whatever_comes_twice(monkeypatch)
    monkeypatch.setattr(knowing, "UNUSUAL", unusual)
    sifted = []
    real = taking_in.sift
    monkeypatch.setattr(
        taking_in, "sift", lambda bench, source, *rest: sifted.append(source) or real(bench, source, *rest)
    )
    # Every tenth line is of one door.
    doors = ["A" if n % 10 == 0 else f"B{n}" for n in range(100)]
    lines = [f"Oost;{door};{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{n};0" for n, door in enumerate(doors)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode(), COUNTS)

    assert [any(one.known for one in source.fields) for source in sifted] == [True, False]
    assert sorted(loaded.accepted["door"].to_list()) == sorted(doors)


@pytest.mark.parametrize(("unusual", "with_care"), [(0.05, 4), (0.01, 1)])
def test_what_is_written_otherwise_in_a_usual_file_is_left_to_care_and_accepted_all_the_same(
    load, monkeypatch, unusual, with_care
):
    know_whatever_comes_twice(monkeypatch)
    monkeypatch.setattr(knowing, "UNUSUAL", unusual)
    careful, sieves, real, real_sieve = [], [], taking_in.make_suspect, taking_in.knowing
    monkeypatch.setattr(
        taking_in,
        "make_suspect",
        lambda bench, *rest: (real(bench, *rest), careful.append(bench.value("select count(*) from suspect"))),
    )
    monkeypatch.setattr(taking_in, "knowing", lambda *given: sieves.append(real_sieve(*given)) or sieves[-1])
    counts = {7: "1.830", 70: "storing", 71: "007", 90: "gisteren"}
    lines = [f"Oost;A;{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{counts.get(n, n)};0" for n in range(100)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, "Totaal;;;9;9", ""]).encode(), TOTALLED)

    assert [one.at_sight for one in sieves] == [with_care > 1] and careful == [with_care]
    assert loaded.accepted.height == 99 and loaded.refused["found"].to_list() == ["gisteren"]
    told = loaded.accepted.filter(pl.col("source_row").is_in([9, 72, 73])).sort("source_row")
    assert told.select("visitors_in", "visitors_in_missing").rows() == [(1830, None), (None, "unknown"), (7, None)]
    assert loaded.report["blank"] == 1


def test_at_sight_a_row_of_totals_is_none_to_count_whatever_a_door_is_called(load, monkeypatch):
    know_whatever_comes_twice(monkeypatch)
    monkeypatch.setattr(knowing, "UNUSUAL", 1)
    # The door stands first: a name that a sample shows to be fine.
    doors = ["Totaalbalie" if n < 9 else "A" for n in range(60)]
    lines = [f"{door};Oost;{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{n};0" for n, door in enumerate(doors)]

    loaded = load("\n".join(["Deur;Vestiging;Tijdstip;In;Uit", *lines, ""]).encode(), TOTALLED)

    assert loaded.accepted.height == 51 and loaded.report["blank"] == 9
