"""Asking from the command line: which question, with which values, for whose eyes."""

from collections.abc import Sequence

from biebwijzer.access.workspace import Workspace
from biebwijzer.problems import UnknownQuery
from biebwijzer.rooms import PERMISSIONS
from biebwijzer.warehouse import Answer, Query, query
from biebwijzer.words import mark


def values_for(asked: Query, given: Sequence[str]) -> dict[str, object]:
    """The values written as name=value, read as the header of the question says.

    `branch_id=` with nothing behind it is left out: all of them, as an empty filter on the screen is.
    """
    params = {param.name: param for param in asked.params}
    found: dict[str, object] = {}
    for part in given:
        name, sign, text = part.partition("=")
        if not sign or name not in params:
            raise UnknownQuery(
                mark("Vraag {name} kent '{part}' niet. Schrijf naam=waarde; de namen zijn: {names}."),
                name=asked.name,
                part=part,
                names=", ".join(params) or "-",
            )
        if text or not params[name].optional:
            found[name] = params[name].read(text)
    return found


def require_reading(workspace: Workspace, asked: Query) -> None:
    """Refuse a question of a room one may not read; rows and small numbers are guarded where it is answered."""
    room = asked.name.split("/")[0]
    wanted = f"{room}.read"
    needed = [wanted] if wanted in PERMISSIONS else [one for one in PERMISSIONS if one.startswith(f"{room}.")]
    for permission in needed:
        workspace.require(permission)


def ask_by_hand(workspace: Workspace, name: str, given: Sequence[str]) -> Answer:
    """The answer to a question named and filled in on the command line."""
    asked = query(name)
    require_reading(workspace, asked)
    return workspace.ask(name, **values_for(asked, given))
