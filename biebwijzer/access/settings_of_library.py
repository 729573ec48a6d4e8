"""What an installation decides for itself: its name and thresholds, kept in the records."""

from biebwijzer.warehouse import Stores, Thresholds


def setting(stores: Stores, name: str, default: str) -> str:
    """The value of a setting, or its default."""
    with stores.records.reading() as reading:
        row = reading.one("access.setting", name)
    return str(row["value"]) if row else default


def thresholds(stores: Stores) -> Thresholds:
    """The numbers of persons below which counts are hidden; never lower than the house allows."""
    start = Thresholds()
    return Thresholds(
        library=max(start.library, int(setting(stores, "threshold_library", str(start.library)))),
        outside=max(start.outside, int(setting(stores, "threshold_outside", str(start.outside)))),
        satisfaction=max(start.satisfaction, int(setting(stores, "threshold_satisfaction", str(start.satisfaction)))),
    )
