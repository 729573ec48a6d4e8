"""Roles as text: what each may do, for which audience a figure is drawn, and whether it sees people."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from biebwijzer.problems import ContractBroken
from biebwijzer.rooms import PERMISSIONS
from biebwijzer.warehouse import AUDIENCES
from biebwijzer.words import mark


@dataclass(frozen=True)
class Role:
    """What somebody with this role may do and see."""

    name: str
    title: Mapping[str, str]
    audience: str
    people: bool
    scopes: tuple[str, ...]
    permissions: frozenset[str]


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """Every role by name; a permission or audience nobody knows is refused."""
    read = tomllib.loads((Path(__file__).parent / "roles.toml").read_text(encoding="utf-8"))
    found = {}
    for name, text in read.items():
        unknown = set(text["permissions"]) - set(PERMISSIONS)
        if unknown or text["audience"] not in AUDIENCES:
            raise ContractBroken(mark("Rol {role} noemt iets onbekends: {what}."), role=name, what=unknown)
        found[name] = Role(
            name=name,
            title=text["title"],
            audience=text["audience"],
            people=text["people"],
            scopes=tuple(text["scopes"]),
            permissions=frozenset(text["permissions"]),
        )
    return found
