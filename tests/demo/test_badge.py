"""An example account says what is invented: all the data of the demo, or only the account where figures are real."""

import pytest


@pytest.mark.parametrize(
    ("email", "badge"),
    [("coordinator@demo.invalid", "Demo: verzonnen gegevens"), ("coordinator@voorbeeld.invalid", "Voorbeeldaccount")],
)
def test_an_example_account_says_what_is_invented(house, open_app, email, badge):
    with house.stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": "noor"}, {"is_demo": True, "email": email})

    shown = [one for one in open_app().sidebar if badge in str(getattr(one, "proto", ""))]

    assert len(shown) == 1


def test_an_account_of_somebody_has_no_such_badge(open_app):
    assert not [one for one in open_app().sidebar if "Demo:" in str(getattr(one, "proto", ""))]
