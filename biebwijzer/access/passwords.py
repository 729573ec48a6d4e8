"""Passwords: what a good one is, and how one is kept so that nobody can read it back."""

from functools import lru_cache

import bcrypt

from biebwijzer.problems import Problem
from biebwijzer.words import mark

SHORTEST = 12
# bcrypt reads no further than this; a longer one would be refused by the library without a word.
MOST_BYTES = 72


def password_problems(password: str, again: str, username: str) -> list[Problem]:
    """What stands in the way of using this password; an empty list means nothing does."""
    found = []
    if len(password) < SHORTEST:
        found.append(Problem("password", mark("Kies minstens {n} tekens. Een zin mag ook."), {"n": SHORTEST}))
    if len(password.encode()) > MOST_BYTES:
        found.append(Problem("password", mark("Dit wachtwoord is te lang. Kies hoogstens 70 tekens.")))
    if password != password.strip():
        found.append(Problem("password", mark("Begin of eindig niet met een spatie.")))
    if username and username.casefold() in password.casefold() and len(password) < len(username) + SHORTEST:
        found.append(Problem("password", mark("Je gebruikersnaam mag niet in je wachtwoord staan.")))
    if len(set(password)) < 5 <= len(password):
        found.append(Problem("password", mark("Gebruik meer verschillende tekens.")))
    if not found and password != again:
        found.append(Problem("again", mark("De twee wachtwoorden zijn niet gelijk.")))
    return found


def hashed(password: str, rounds: int) -> str:
    """A password as it is kept."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds)).decode()


@lru_cache(maxsize=4)
def nobodys_hash(rounds: int) -> str:
    """What an unknown username is compared with, so that it takes as long as a known one."""
    return hashed("niemand heeft dit wachtwoord", rounds)


def matches(password: str, kept: str | None, rounds: int) -> bool:
    """Whether this is the password; without a kept one the same work is done and the answer is no."""
    # Cut and not refused: the length of what was typed must not show in the time it takes either.
    given = password.encode()[:MOST_BYTES]
    if len(password.encode()) > MOST_BYTES:
        kept = None
    right = bcrypt.checkpw(given, (kept or nobodys_hash(rounds)).encode())
    return right and kept is not None
