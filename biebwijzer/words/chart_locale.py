"""How charts write numbers and dates: what Vega wants as `config.locale`."""

from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)
JANUARY_TO_DECEMBER = range(1, 13)


@cache
def _written(locale: Locale) -> dict[str, dict[str, Any]]:
    months, days = locale.months["format"], locale.days["format"]
    clock = "%-H.%M uur" if locale.language == "nl" else "%H:%M"
    return {
        "number": {
            "decimal": get_decimal_symbol(locale),
            "thousands": get_group_symbol(locale),
            "grouping": [3],
            "currency": ["€\N{NO-BREAK SPACE}", ""],
            "minus": "−",
            "nan": "–",
        },
        "time": {
            "dateTime": f"%-d %b %Y, {clock}",
            "date": "%-d %b %Y",
            "time": clock,
            "periods": ["AM", "PM"],
            "days": [days["wide"][day] for day in SUNDAY_FIRST],
            "shortDays": [days["abbreviated"][day] for day in SUNDAY_FIRST],
            "months": [months["wide"][month] for month in JANUARY_TO_DECEMBER],
            "shortMonths": [months["abbreviated"][month] for month in JANUARY_TO_DECEMBER],
        },
    }


def chart_locale(locale: Locale) -> dict[str, dict[str, Any]]:
    """The same signs, months and days as in the text around a chart; a new dict, free to change."""
    return {part: dict(settings) for part, settings in _written(locale).items()}
