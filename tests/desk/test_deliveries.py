"""What a delivery changes is told in words, whatever table it is about."""

from biebwijzer.desk.deliveries import MEASURES
from biebwijzer.intake.contract import contracts
from biebwijzer.intake.summing import adds_up


def test_every_number_that_a_delivery_adds_up_has_a_name_on_the_screen():
    added = {column.name for contract in contracts().values() for column in contract.columns if adds_up(column)}

    assert added and not added - set(MEASURES)
    assert "rows" in MEASURES
