"""Words: everything a person reads, said in her language."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from biebwijzer.settings import ROOT
from biebwijzer.words.catalogues import Translation, translations
from biebwijzer.words.chart_locale import chart_locale
from biebwijzer.words.filling import fill, spoken

LOCALES = {"nl": Locale("nl", "NL"), "en": Locale("en", "GB")}
NOTHING = "–"
MINUS = "−"
CLOCK = ZoneInfo("Europe/Amsterdam")
# As a spreadsheet rounds, so that the screen and the workbook agree; wide enough for any float.
ROUNDING = Context(prec=700, rounding=ROUND_HALF_UP)

Number = int | float | Decimal


def mark(text: str) -> str:
    """Mark a Dutch text for translation where no Words is there; whoever shows it says words(text)."""
    return text


@dataclass(frozen=True)
class Part:
    """A marked text that fills another one, so that both are said in the same language."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(spoken(self.text), self.values)


@dataclass(frozen=True)
class Words:
    """One language: `words("Tekst met {name}", name=...)` and numbers and dates as one writes them."""

    language: str
    catalogues: Path = field(default=ROOT / "locale", repr=False)

    def __post_init__(self) -> None:
        if self.language not in LOCALES:
            raise ValueError(f"language {self.language!r} is unknown; expected {' or '.join(LOCALES)}")

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, its {names} filled with values that are already written out.

        A text of two meanings says which: words("Stand|peildatum") reads Stand, and has English of its own.
        """
        translation = self._translation(text)
        said = {name: self(one.text, **one.values) if isinstance(one, Part) else one for name, one in values.items()}
        return fill(translation.forms[0] if translation else spoken(text), said)

    def plural(self, one: str, many: str, /, n: int | None, **values: object) -> str:
        """The text that goes with a count; {n} is the count as a number in this language."""
        written = {**values, "n": self.number(n)}
        translation = self._translation(one)
        if translation and len(translation.forms) > 1:
            return fill(translation.for_count(int(n or 0)), written)
        return self(one if n == 1 else many, **written)

    def either(self, texts: Mapping[str, str]) -> str:
        """The text in this language out of a header's { nl = …, en = … }; Dutch when it is not there."""
        return texts.get(self.language) or texts["nl"]

    def number(self, x: Number | None, decimals: int = 0) -> str:
        """1431013 as 1.431.013; nothing to tell as –."""
        return self._signed(_rounded(x, decimals), decimals)

    def percent(self, fraction: Number | None, decimals: int = 1) -> str:
        """0.214 as 21,4%."""
        return self._signed(_rounded(fraction, decimals, times=100), decimals, unit="%")

    def change(self, fraction: Number | None, decimals: int = 1) -> str:
        """0.029 as +2,9% and -0.018 as −1,8%; what rounds to nothing has no sign."""
        return self._signed(_rounded(fraction, decimals, times=100), decimals, unit="%", plus="+")

    def points(self, difference: Number | None, decimals: int = 1) -> str:
        """Two percentages apart, 0.031 as +3,1: percent points have no sign of their own."""
        return self._signed(_rounded(difference, decimals, times=100), decimals, plus="+")

    def date(self, d: dt.date | None) -> str:
        """A date: 23 nov 2026."""
        return self._dated(d, "d MMM y")

    def day(self, d: dt.date | None) -> str:
        """A day with its name: maandag 23 november."""
        return self._dated(d, "EEEE d MMMM")

    def short_date(self, d: dt.date | None) -> str:
        """A date where there is little room: 23 nov."""
        return self._dated(d, "d MMM")

    def weekday(self, d: dt.date | None, is_whole: bool = False) -> str:
        """A day of the week where there is little room, ma, or in full: maandag."""
        return self._dated(d, "EEEE" if is_whole else "EEEEEE")

    def month(self, d: dt.date | None) -> str:
        """A month and its year: okt 2026."""
        return self._dated(d, "MMM y")

    def time(self, moment: dt.datetime | dt.time | None) -> str:
        """A time of day: 15.30 uur; with a time zone it is told by the clock in the library."""
        if moment is None:
            return NOTHING
        here = _here(moment) if isinstance(moment, dt.datetime) else moment
        if self.language == "nl":
            return f"{here.hour}.{here.minute:02d} uur"
        return f"{here.hour:02d}:{here.minute:02d}"

    def moment(self, moment: dt.datetime | None) -> str:
        """A date and the time on it: 23 nov 2026, 15.30 uur."""
        return NOTHING if moment is None else f"{self.date(moment)}, {self.time(moment)}"

    def list(self, parts: Iterable[str]) -> str:
        """Several things as one reads them aloud: a, b en c."""
        return format_list([*parts], locale=self._locale)

    def d3_locale(self) -> dict[str, dict[str, Any]]:
        """What a chart needs as `config.locale` to write the same as the text around it."""
        return chart_locale(self._locale)

    @property
    def _locale(self) -> Locale:
        return LOCALES[self.language]

    def _translation(self, text: str) -> Translation | None:
        return None if self.language == "nl" else translations(self.catalogues, self.language).get(text)

    def _signed(self, amount: Decimal | None, decimals: int, unit: str = "", plus: str = "") -> str:
        if amount is None:
            return NOTHING
        sign = MINUS if amount < 0 else plus if amount > 0 else ""
        with localcontext(ROUNDING):
            return sign + format_decimal(abs(amount), _pattern(decimals), locale=self._locale) + unit

    def _dated(self, d: dt.date | None, pattern: str) -> str:
        if d is None:
            return NOTHING
        return _written(_here(d).date() if isinstance(d, dt.datetime) else d, pattern, self.language)


@lru_cache(maxsize=4096)
def _written(d: dt.date, pattern: str, language: str) -> str:
    """A day in a language; boxes of months write the same hundreds at every turn of every page."""
    return format_date(d, pattern, locale=LOCALES[language])


@cache
def _pattern(decimals: int) -> NumberPattern:
    """Thousands apart, and always as many decimals; read once, as a table writes thousands of cells."""
    return parse_pattern("#,##0." + "0" * decimals if decimals else "#,##0")


def _rounded(x: Number | None, decimals: int, times: int = 1) -> Decimal | None:
    """A number cut to what is shown; None for nothing, not a number and a division by zero."""
    if x is None:
        return None
    exact = Decimal(str(x))
    if not exact.is_finite():
        return None
    with localcontext(ROUNDING):
        return (exact * times).quantize(Decimal(1).scaleb(-decimals))


def _here(moment: dt.datetime) -> dt.datetime:
    """A moment by the clock in the library; without a time zone it already is."""
    return moment if moment.tzinfo is None else moment.astimezone(CLOCK)
