"""Marts: the views rooms offer each other, ordered so that each comes after those it reads."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from biebwijzer.problems import ContractBroken
from biebwijzer.warehouse import rollups
from biebwijzer.warehouse.queries import mart_files
from biebwijzer.words import mark

READS_MART = re.compile(r"\bmart\.(\w+)")
READS_WAREHOUSE = re.compile(r"\bwarehouse\.(\w+\.\w+)")
READS_RECORDS = re.compile(r"\brecords\.(\w+\.\w+)")


@lru_cache(maxsize=1)
def texts() -> Mapping[str, str]:
    """Mart name -> the select it is made of, in the order in which they can be made."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in mart_files()}
    return {name: found[name] for name in in_order(found)}


def in_order(found: Mapping[str, str]) -> list[str]:
    """Names so that every mart comes after the marts it reads; a circle is refused."""
    done: list[str] = []
    todo = dict(found)
    while todo:
        ready = [name for name, text in todo.items() if not (set(READS_MART.findall(text)) & set(todo) - {name})]
        if not ready:
            raise ContractBroken(mark("Deze marts lezen elkaar in een kring: {names}."), names=", ".join(todo))
        for name in ready:
            done.append(name)
            del todo[name]
    return done


@lru_cache(maxsize=2048)
def behind(text: str, pattern: re.Pattern[str] = READS_WAREHOUSE) -> frozenset[str]:
    """The delivered tables a question or mart rests on, through all marts and rollups below it."""
    found = {table for name in pattern.findall(text) for table in rollups.raw_tables(name)}
    for name in READS_MART.findall(text):
        below = texts().get(name)
        if below is not None:
            found |= behind(below, pattern)
    return frozenset(found)


def views() -> Iterable[str]:
    """The statements that make every mart."""
    for name, text in texts().items():
        yield f"create view mart.{name} as\n{text}"
