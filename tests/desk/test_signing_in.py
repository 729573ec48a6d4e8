"""Signing in: whoever is known walks in, whoever is not sees a form and nothing else."""


def test_a_known_person_walks_in_and_reads_her_name(open_app):
    app = open_app("noor")

    assert not app.exception
    assert any("Noor Voorbeeld" in block.proto.body for block in app.sidebar.get("html"))


def test_whoever_is_not_signed_in_sees_the_form_and_no_menu(open_app):
    app = open_app(None)

    assert not app.exception
    assert not app.sidebar.children
