"""Reading free text before it is kept: numbers that may not be written down, and words that had better not be."""

import re
from dataclasses import dataclass

from biebwijzer.problems import Problem
from biebwijzer.relations.naming import searchable
from biebwijzer.words import mark

# Nine digits, perhaps in groups, that are no part of a longer number such as a telephone number.
NINE_DIGITS = re.compile(r"(?<![\d+.])(?<!\d[ -])\d(?:[ .]?\d){8}(?![ -]?\d)")
ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b", re.IGNORECASE)
# Beginnings of words about health: 'depressie', 'gediagnosticeerd', 'medicijnen'.
MEDICAL = re.compile(
    r"\b(?:ziek|depress|burn-?out|diagnos|gediagnos|medicijn|medicatie|kanker|tumor|psychi|"
    r"adhd|autis|dement|alzheimer|parkinson|diabet|suikerziekte|verslaafd|verslaving|zwanger|epilep|beroerte|therap|"
    r"gehandicapt|invalid|wao\b|wia\b|bijstand|uitkering|schuldsaner|asielzoek)\w*",
    re.IGNORECASE,
)

# Beginnings of headings that are left where they are: numbers one may not keep, and what the law calls special.
NEVER = re.compile(
    r"\b(bsn|burgerservice|sofi|iban|rekening|bankreken|bank account|paspoort|passport|id kaart|id nummer|rijbewijs|"
    r"geloof|godsdienst|religi|kerk|levensbeschouw|gezondheid|medisch|medical|health|diagnos|ziekte|beperking|"
    r"handicap|disab|allerg|dieet|ras|etnic|ethnic|afkomst|land van herkomst|nationalit|geboorteland|politiek|"
    r"politic|partij|vakbond|union|seksue|sexual|geaard|orientation|strafblad|vog|criminal|uitkering|bijstand|schuld)"
)


@dataclass(frozen=True)
class Sensitive:
    """What was seen in a text; the text itself is never repeated in a message or a log."""

    bsn: bool = False
    iban: bool = False
    personal: bool = False


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits can be a citizen service number."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return (
        len(digits) == 9
        and len(set(digits)) > 1
        and sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0
    )


def is_account(text: str) -> bool:
    """Whether a text is an international bank account number, by its own check digits."""
    compact = re.sub(r"\s", "", text).upper()
    if not 15 <= len(compact) <= 34 or not compact.isascii():
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _holds_account(text: str) -> bool:
    for found in ACCOUNT.finditer(text):
        compact = re.sub(r"\s", "", found.group())
        # Words after the number may have been read along with it.
        if any(is_account(compact[:length]) for length in range(15, len(compact) + 1)):
            return True
    return False


def read(*texts: str | None) -> Sensitive:
    """What stands in these texts that may not, or had better not, be kept."""
    text = "\n".join(part for part in texts if part)
    return Sensitive(
        bsn=any(passes_eleven_test(re.sub(r"\D", "", found)) for found in NINE_DIGITS.findall(text)),
        iban=_holds_account(text),
        personal=MEDICAL.search(text) is not None,
    )


def refused(field: str, text: str | None) -> list[Problem]:
    """What keeps this text from being saved: a citizen service number or a bank account."""
    seen = read(text)
    found = []
    if seen.bsn:
        found.append(Problem(field, mark("**Hier staat een burgerservicenummer.** Dat bewaren we niet. Haal het weg.")))
    if seen.iban:
        found.append(Problem(field, mark("**Hier staat een rekeningnummer.** Dat bewaren we niet. Haal het weg.")))
    return found


def warnings(field: str, text: str | None) -> list[Problem]:
    """What one had better leave out, without refusing it."""
    if not read(text).personal:
        return []
    return [Problem(field, mark("Gaat dit over iemands gezondheid of inkomen? Schrijf alleen op wat je moet doen."))]


def plain(heading: str) -> str:
    """A heading as it is compared: `Tel.nr` and `TEL_NR` are one."""
    return searchable(heading.replace("_", " "))


def never(heading: str) -> bool:
    """Whether a column with this heading stays out, whatever anybody chooses."""
    return NEVER.search(plain(heading)) is not None
