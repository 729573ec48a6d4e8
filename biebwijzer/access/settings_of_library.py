"""What an installation decides for itself: its name and thresholds, kept in the records."""

from collections.abc import Mapping

from biebwijzer.access.workspace import Workspace
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.warehouse import Stores, Thresholds
from biebwijzer.words import mark


def setting(stores: Stores, name: str, default: str) -> str:
    """The value of a setting, or its default; one that is changed counts at once."""
    settings = stores.records.remembered("settings", ("access.setting",), lambda: _settings(stores)) or {}
    return settings.get(name, default)


def _settings(stores: Stores) -> dict[str, str]:
    """All of them in one look: every turn of every page asks for some."""
    with stores.records.reading() as reading:
        return {str(row["setting_id"]): str(row["value"]) for row in reading.find("access.setting")}


def thresholds(stores: Stores) -> Thresholds:
    """The numbers of persons below which counts are hidden; never lower than the house allows."""
    start = Thresholds()
    return Thresholds(
        library=max(start.library, int(setting(stores, "threshold_library", str(start.library)))),
        outside=max(start.outside, int(setting(stores, "threshold_outside", str(start.outside)))),
        satisfaction=max(start.satisfaction, int(setting(stores, "threshold_satisfaction", str(start.satisfaction)))),
    )


def setting_problems(values: Mapping[str, str]) -> list[Problem]:
    """What stands in the way of these settings; the house's own thresholds are the lowest there are."""
    found = []
    if not values.get("installation_name", "").strip():
        found.append(Problem("installation_name", mark("Vul in hoe jullie heten.")))
    for field in ("library", "outside", "satisfaction"):
        lowest = getattr(Thresholds(), field)
        if int(values.get(f"threshold_{field}", lowest)) < lowest:
            found.append(Problem(f"threshold_{field}", mark("Kies minstens {n}."), {"n": lowest}))
    return found


def keep_settings(workspace: Workspace, values: Mapping[str, str]) -> None:
    """Keep what was decided; those that did not change are left alone."""
    stands = setting_problems(values)
    if stands:
        raise NotAllowed(stands[0].word, **stands[0].values)
    write_settings(workspace, "access.setting.changed", values)


def write_settings(workspace: Workspace, action: str, values: Mapping[str, str]) -> None:
    """Write settings that were found to be in order; nothing secret is ever among them."""
    with workspace.change(action, "access.settings") as change:
        for name, value in values.items():
            if change.transaction.one("access.setting", name) is None:
                change.add("access.setting", {"value": value}, name)
            else:
                change.update("access.setting", name, {"value": value})
