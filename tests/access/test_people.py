"""Mensen: who lets whom in, and how far an administrator reaches."""

import pytest

from biebwijzer import access
from biebwijzer.access import PasswordDraft, PersonDraft, RoleDraft, find_session, open_session, sign_in_as
from biebwijzer.problems import NotAllowed
from tests.cast import PASSWORD
from tests.conftest import TODAY

NEW = PersonDraft("Lot Voorbeeld", "lot", "lot@example.org")
COORDINATOR = RoleDraft("coordinator", "library", "utrecht", TODAY)
SENTENCE = PasswordDraft("een zin van ons", "een zin van ons")


@pytest.fixture
def admin(workspace):
    return workspace("admin")


@pytest.fixture
def library_admin(stores, workspace):
    """Karim, who now administers Utrecht and nothing else."""
    with stores.records.transaction() as transaction:
        transaction.set("access.role_grant", {"app_user_id": "karim"}, {"role": "admin"})
    return workspace("karim")


def test_a_new_colleague_chooses_a_password_by_the_link_once_and_is_in(admin, stores):
    user_id, link = access.add_person(admin, NEW, COORDINATOR)

    assert access.invited(stores, link, TODAY)[0] == "invite"
    assert access.choose_password(stores, link, SENTENCE, TODAY) == user_id
    assert access.choose_password(stores, link, SENTENCE, TODAY) is None
    assert access.invited(stores, link, TODAY) is None
    assert sign_in_as(stores, "lot", "een zin van ons", "here") == user_id


def test_before_a_password_was_chosen_nobody_signs_in_with_the_name(admin, stores):
    access.add_person(admin, NEW, COORDINATOR)

    assert sign_in_as(stores, "lot", "", "here") is None


def test_a_new_link_ends_the_one_before_and_choosing_signs_out_elsewhere(admin, stores):
    token = open_session(stores, "noor", "here")
    old, link = access.new_link(admin, "noor"), access.new_link(admin, "noor")

    assert access.invited(stores, old, TODAY) is None
    assert access.choose_password(stores, link, SENTENCE, TODAY) == "noor"
    assert find_session(stores, token, TODAY) is None
    assert sign_in_as(stores, "noor", PASSWORD, "here") is None


def test_blocking_signs_out_everywhere_and_a_new_link_opens_again(admin, stores):
    token = open_session(stores, "noor", "here")
    access.block(admin, "noor")

    assert find_session(stores, token, TODAY) is None
    assert sign_in_as(stores, "noor", PASSWORD, "here") is None

    access.new_link(admin, "noor")
    assert sign_in_as(stores, "noor", PASSWORD, "here") == "noor"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PersonDraft("", "lot", "lot@example.org"), "full_name"),
        (PersonDraft("Lot", "Lot!", "lot@example.org"), "username"),
        (PersonDraft("Lot", "noor", "lot@example.org"), "username"),
        (PersonDraft("Lot", "lot", "lot@example"), "email"),
    ],
)
def test_a_form_that_is_not_right_says_so_at_its_field_and_adds_nobody(admin, draft, field):
    assert [problem.field for problem in access.person_problems(draft, access.usernames(admin))] == [field]
    with pytest.raises(NotAllowed):
        access.add_person(admin, draft, COORDINATOR)


@pytest.mark.parametrize(
    "role",
    [
        RoleDraft("coordinator", "land", "land", TODAY),
        RoleDraft("poi_adviser", "library", "utrecht", TODAY),
        RoleDraft("coordinator", "library", "atlantis", TODAY),
        RoleDraft("queen", "land", "land", TODAY),
    ],
)
def test_a_role_holds_only_where_it_can(admin, role):
    assert access.role_problems(admin, role)
    with pytest.raises(NotAllowed):
        access.give_role(admin, "noor", role)


def test_who_administers_one_library_reaches_no_further(library_admin):
    assert {user["app_user_id"] for user, _ in access.everybody(library_admin)} == {"noor", "inge", "staff", "karim"}
    for act in (access.new_link, access.block):
        for person in ("admin", "sven", "poi_adviser", "stranger"):
            with pytest.raises(NotAllowed):
                act(library_admin, person)
    for role in (RoleDraft("admin", "land", "land", TODAY), RoleDraft("coordinator", "library", "amersfoort", TODAY)):
        with pytest.raises(NotAllowed):
            access.give_role(library_admin, "noor", role)
    with pytest.raises(NotAllowed):
        access.end_role(library_admin, "grant_sven")


def test_a_colleague_who_also_works_elsewhere_is_out_of_reach(admin, library_admin):
    access.give_role(admin, "noor", RoleDraft("coordinator", "library", "amersfoort", TODAY))

    with pytest.raises(NotAllowed):
        access.new_link(library_admin, "noor")


def test_an_administrator_can_not_lock_the_door_behind_herself(admin):
    with pytest.raises(NotAllowed):
        access.block(admin, "admin")
    with pytest.raises(NotAllowed):
        access.end_role(admin, "grant_admin")


@pytest.mark.parametrize("person", ["noor", "inge", "kb_reader"])
def test_whoever_is_no_administrator_lets_nobody_in(workspace, person):
    with pytest.raises(NotAllowed):
        access.everybody(workspace(person))
    with pytest.raises(NotAllowed):
        access.add_person(workspace(person), NEW, COORDINATOR)


def test_every_act_leaves_a_line_and_no_secret(admin, stores):
    _, link = access.add_person(admin, NEW, COORDINATOR)
    access.choose_password(stores, link, SENTENCE, TODAY)
    access.block(admin, "noor")

    with stores.records.reading() as reading:
        actions = {row["action"] for row in reading.find("access.audit")}
        kept = str(reading.find("access.audit_row"))
    assert actions == {"access.person.added", "access.password.chosen", "access.person.blocked"}
    assert "$2b$" not in kept and "Lot Voorbeeld" not in kept and link not in kept


def test_the_first_administrator_comes_in_by_a_link_as_long_as_there_is_none(stores):
    link = access.first_link(stores)
    assert not access.needs_first_admin(stores, TODAY)
    assert access.invited(stores, link, TODAY) is None

    with stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": "admin"}, {"is_active": False})
    link = access.first_link(stores)
    draft = PasswordDraft("een zin van ons", "een zin van ons", "Lot Voorbeeld", "lot")

    assert access.needs_first_admin(stores, TODAY) and access.invited(stores, link, TODAY) == ("first", None)
    assert access.choose_password(stores, link, draft, TODAY)
    assert not access.needs_first_admin(stores, TODAY)
    assert access.choose_password(stores, link, draft, TODAY) is None
