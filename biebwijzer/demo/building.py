"""Building a world before chance comes in: the invented province or the whole country, with what is planted, dated."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from biebwijzer.demo.country import country
from biebwijzer.demo.world import (
    Branch,
    Library,
    Municipality,
    Scale,
    World,
    moved,
    municipality_names,
    residents,
    text_of,
)


def truths_for(until: date) -> dict[str, Any]:
    """What is planted, dated for a world that lasts until this day; a merger and a move are on 1 January."""
    written = text_of("truths")
    later = (until.year - written["until"].year) * 12 + until.month - written["until"].month

    def dated(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: dated(one) for key, one in value.items()}
        return moved(value, later) if isinstance(value, date) else value

    found = {key: dated(value) for key, value in written.items()}
    years = until.year - written["until"].year
    for name in ("merger", "move"):
        day = written[name]["day"]
        found[name] = {**written[name], "day": day.replace(year=day.year + years)}
    return found


def scales() -> tuple[str, ...]:
    """The names of the scales."""
    return tuple(text_of("world")["scales"])


def scale_named(name: str) -> Scale:
    """One of the scales in the text."""
    said = text_of("world")["scales"][name]
    values: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in said.items()}
    return Scale(name, **values)


def world_for(scale: Scale, until: date) -> World:
    """The province until this day, at that scale; or the whole country."""
    text, truths = text_of("world"), truths_for(until)
    libraries, municipalities = country(scale.fraction) if scale.country else province(scale, truths)
    return World(
        scale=scale,
        since=moved(until.replace(day=1), 1 - scale.months),
        until=until,
        libraries=libraries,
        municipalities=municipalities,
        behaviour={key: text[key] for key in ("members", "kinds", "loans", "figures")},
        truths=truths,
    )


def province(scale: Scale, truths: Mapping[str, Any]) -> tuple[tuple[Library, ...], tuple[Municipality, ...]]:
    """The libraries and municipalities of the invented province, all of them or those of this scale."""
    text = text_of("world")
    wanted = set(scale.libraries) or {one["id"] for one in text["libraries"]}
    return (
        tuple(library_of(one, truths) for one in text["libraries"] if one["id"] in wanted),
        tuple(
            municipality_of(one, truths, scale.fraction)
            for one in text["municipalities"]
            if set(one["libraries"]) <= wanted
        ),
    )


def municipality_of(said: Mapping[str, Any], truths: Mapping[str, Any], fraction: float) -> Municipality:
    """A municipality with its residents at scale."""
    found = residents()[said["id"]]
    since: Sequence[date | None] = (None, truths[said["changes"]]["day"]) if "changes" in said else (None,)
    return Municipality(
        municipality_id=said["id"],
        name=municipality_names()[said["id"]][0],
        residents=(round(found[0] * fraction), round(found[1] * fraction), round(found[2] * fraction)),
        postcodes=tuple(said["postcodes"]),
        branches=tuple(Branch(*one) for one in said["branches"]),
        served=tuple(zip(said["libraries"], since, strict=True)),
    )


def library_of(said: Mapping[str, Any], truths: Mapping[str, Any]) -> Library:
    """A library, with the day of the merger where it is part of one."""
    merger = truths["merger"]
    return Library(
        library_id=said["id"],
        name=said["name"],
        valid_from=merger["day"] if said["id"] == merger["into"] else None,
        valid_to=merger["day"] if said["id"] in merger["from"] else None,
        successor=said.get("merges_into"),
    )
