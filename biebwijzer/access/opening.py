"""Opening a workspace: from somebody with a role, or from the operator who owns the home folder."""

from dataclasses import replace
from datetime import date

from biebwijzer.access.roles import roles
from biebwijzer.access.settings_of_library import thresholds
from biebwijzer.access.workspace import OPERATOR, Workspace
from biebwijzer.problems import NotAllowed
from biebwijzer.rooms import PERMISSIONS
from biebwijzer.warehouse import Asking, Row, Stores, View, query
from biebwijzer.words import Words, mark

NOBODY = View(libraries=(), may_see_people=False, audience="buiten")


def libraries_of(asking: Asking, scope_type: str, scope_id: str, on: date) -> tuple[str, ...]:
    """The libraries a role reaches: its own, those a POI serves on that day, or all."""
    if scope_type == "library":
        return (scope_id,)
    name = "access/libraries_of_poi" if scope_type == "poi" else "access/libraries"
    values = {"poi_id": scope_id, "on_date": on} if scope_type == "poi" else {}
    return tuple(asking.ask(query(name), values, NOBODY).rows["library_id"].to_list())


def open_workspace(
    stores: Stores, asking: Asking, user: Row, grant: Row, today: date, language: str | None = None
) -> Workspace:
    """The workspace of a person in one of the roles granted to them."""
    role = roles().get(grant["role"])
    if role is None or grant["scope_type"] not in role.scopes:
        raise NotAllowed(mark("Deze rol bestaat niet meer. Vraag het je beheerder."))
    return Workspace(
        stores=stores,
        asking=asking,
        words=Words(language or user["language"]),
        today=today,
        user_id=user["app_user_id"],
        full_name=user["full_name"],
        role=role.name,
        role_title=role.title,
        scope_type=grant["scope_type"],
        scope_id=grant["scope_id"],
        libraries=libraries_of(asking, grant["scope_type"], grant["scope_id"], today),
        permissions=role.permissions,
        may_see_people=role.people,
        audience=role.audience,
        thresholds=thresholds(stores),
    )


def operator_workspace(stores: Stores, asking: Asking, today: date, language: str) -> Workspace:
    """The command line of whoever owns the home folder: every library, no persons."""
    return Workspace(
        stores=stores,
        asking=asking,
        words=Words(language),
        today=today,
        user_id=OPERATOR,
        full_name=OPERATOR,
        role=OPERATOR,
        role_title={"nl": "opdrachtregel", "en": "command line"},
        scope_type="land",
        scope_id="land",
        libraries=libraries_of(asking, "land", "land", today),
        permissions=frozenset(PERMISSIONS),
        may_see_people=False,
        audience="eigen",
        thresholds=thresholds(stores),
    )


def refreshed(workspace: Workspace) -> Workspace:
    """The same workspace after new libraries came in by a delivery."""
    return replace(
        workspace,
        libraries=libraries_of(workspace.asking, workspace.scope_type, workspace.scope_id, workspace.today),
    )
