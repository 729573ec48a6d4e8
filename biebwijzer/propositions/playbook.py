"""The playbook: propositions that others run already, as text, which a library takes over in one click."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from biebwijzer.access import Saved, Workspace
from biebwijzer.problems import ContractBroken, UnknownQuery
from biebwijzer.propositions.catalogue import CANVAS, PILLARS, PropositionDraft, add
from biebwijzer.words import Words, mark

FOLDER = Path(__file__).with_name("playbook")
TEXTS = ("name", "goal", *CANVAS)


@dataclass(frozen=True)
class Play:
    """One proposition of the playbook, in both languages, with the sources it rests on."""

    code: str
    version: int
    pillar: str
    texts: Mapping[str, Mapping[str, str]]
    sources: tuple[str, ...]
    # The group it is for, where segments know that group.
    rests_on_group: str | None = None

    def draft(self, words: Words) -> PropositionDraft:
        """What a library starts from, in the language of whoever takes it over."""
        return PropositionDraft(
            status="idea",
            pillar=self.pillar,
            rests_on_group=self.rests_on_group,
            **{name: words.either(self.texts[name]) for name in TEXTS},
        )


def parse(path: Path) -> Play:
    """A play from its file; what lacks is named."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    lacking = [name for name in TEXTS if {"nl", "en"} - set(found.get(name, {}))]
    if lacking or not found.get("sources") or found.get("pillar") not in PILLARS or found.get("code") != path.stem:
        raise ContractBroken(
            mark("Propositie {name} in het draaiboek mist: {keys}."),
            name=path.stem,
            keys=", ".join(lacking) or "code, pillar, sources",
        )
    return Play(
        code=path.stem,
        version=int(found["version"]),
        pillar=found["pillar"],
        texts={name: found[name] for name in TEXTS},
        sources=tuple(found["sources"]),
        rests_on_group=found.get("rests_on_group"),
    )


@lru_cache(maxsize=1)
def plays() -> Mapping[str, Play]:
    """Every play by its code."""
    return {path.stem: parse(path) for path in sorted(FOLDER.glob("*.toml"))}


def take_over(workspace: Workspace, code: str, library_id: str | None = None) -> Saved:
    """Take a proposition over as an idea of one's own: its text is copied, and may be changed from there."""
    play = plays().get(code)
    if play is None:
        raise UnknownQuery(mark("'{name}' staat niet in het draaiboek."), name=code)
    return add(
        workspace, play.draft(workspace.words), code=code, playbook=f"{code} {play.version}", library_id=library_id
    )


def name_of(code: str, words: Words, written: str | None = None) -> str:
    """What a proposition is called: as its library wrote it, else as the playbook does, else by its code."""
    play = plays().get(code)
    return written or (words.either(play.texts["name"]) if play else code)
