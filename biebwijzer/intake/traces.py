"""Traces of a person in plain text: citizen service numbers and account numbers, however they are spaced.

In a cell of nothing but nine digits the whole column decides (`personal.refuse_bsn`): one number in eleven passes the
test by chance. Between other words a number that passes is taken for what it seems.
"""

import re

# What is worth a closer look, as engines without looking around read it.
MAY_HOLD_TRACE = r"[0-9](?:[ .]?[0-9]){8}|[A-Za-z]{2}[0-9]{2}(?:[ .-]?[A-Za-z0-9]){11}"
BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# A country, two digits, and a bank of our own country or the digits of another.
IBAN = "[A-Z]{2}[0-9]{2}([A-Z]{4}[0-9]{10}|[0-9]{11})"
# What is put in the place of a number; a rule knows a cell by it.
MASK = "[…]"
# Nine digits by themselves; a point or a space may stand between them. In A321000000 they are part of a code;
# what is written on to the letters of its own name is not.
NINE = re.compile(r"(?:(?<![0-9A-Za-z])|(?<=[Bb][Ss][Nn]))(?<!\d\.)\d(?:[ .]?\d){8}(?![0-9A-Za-z]|\.\d)")
# A number of so many digits by itself may be that of a member.
LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{6,}(?![0-9A-Za-z])")
# A country, two digits, and eleven to thirty letters and digits in groups; of our own country the bank's four letters.
ACCOUNT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")

# A key that was made of a member's number: one in a hundred passes for an account number by chance.
MADE_KEY = r"[0-9a-f]{32}"
IS_KEY = re.compile(MADE_KEY + r"(?![0-9A-Za-z])")


def is_bsn(text: str) -> bool:
    """Whether nine digits pass the test every citizen service number passes."""
    digits = [int(one) for one in text]
    return any(digits) and sum(w * d for w, d in zip(BSN_WEIGHTS, digits, strict=True)) % 11 == 0


def is_account(text: str) -> bool:
    """Whether a text passes the test every international account number passes."""
    plain = re.sub(r"[ .-]", "", text).upper()
    moved = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def masked(text: str) -> str:
    """The same text with every citizen service number and account number left out."""
    if not any(sign.isdigit() for sign in text):
        return text
    without = ACCOUNT.sub(lambda found: shortened(found.group()), text)
    return NINE.sub(lambda found: MASK if is_bsn(re.sub(r"\D", "", found.group())) else found.group(), without)


def shortened(text: str) -> str:
    """An account number left out; words that follow it without more than a space are not part of it."""
    if IS_KEY.match(text):
        return text
    for end in range(len(text), 14, -1):
        if text[end - 1].isalnum() and is_account(text[:end]):
            return MASK + text[end:]
    return text


def holds_number(name: str) -> str:
    """The SQL condition that a text holds a citizen service number, or held one before it was left out."""
    before = "(?:^|[^0-9A-Za-z.]|(?:^|[^0-9])[.]|[Bb][Ss][Nn])"
    alone = f"'{before}([0-9](?:[ .]?[0-9]){{8}})(?:$|[^0-9A-Za-z])'"
    weighed = " + ".join(f"{weight} * s[{n}]::integer" for n, weight in enumerate(BSN_WEIGHTS, start=1))
    bare = f"list_transform(regexp_extract_all({name}, {alone}, 1), lambda s: replace(replace(s, ' ', ''), '.', ''))"
    passes = f"len(list_filter({bare}, lambda s: s <> '000000000' and ({weighed}) % 11 = 0)) > 0"
    return (
        f"case when length({name}) < 9 then contains({name}, '{MASK}') "
        f"when regexp_matches({name}, '[0-9](?:[ .]?[0-9]){{8}}') then {passes} else contains({name}, '{MASK}') end"
    )


def bank_account(name: str) -> str:
    """Whether a text holds an account number; only a text as long as one is looked at closely."""
    return (
        f"case when length({name}) >= 15 "
        f"then regexp_matches(regexp_replace(upper({name}), '[ .-]', '', 'g'), '{IBAN}') else false end"
    )


def may_hold_trace(name: str) -> str:
    """The SQL condition on texts worth a closer look."""
    return f"regexp_matches(regexp_replace({name}, '\\b{MADE_KEY}\\b', '', 'g'), '{MAY_HOLD_TRACE}')"


def looks_personal(text: str) -> bool:
    """Whether a text holds a citizen service number or an account number."""
    return masked(text) != text
