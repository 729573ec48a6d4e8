"""A whole country with few rows: 150 invented libraries over all real municipalities, each with one branch."""

from itertools import groupby

from biebwijzer.demo.world import Branch, Library, Municipality, municipality_names, residents

LIBRARIES = 150


def country(fraction: float) -> tuple[tuple[Library, ...], tuple[Municipality, ...]]:
    """Libraries and municipalities: those that follow each other in their province share a library."""
    ordered = sorted(municipality_names().items(), key=lambda one: (one[1][1], one[0]))
    numbered = [(place * LIBRARIES // len(ordered), *one) for place, one in enumerate(ordered)]
    libraries, municipalities = [], []
    for _, group in groupby(numbered, key=lambda one: one[0]):
        here = list(group)
        _, _, (name, province) = here[0]
        library = Library(f"demo-{spelled(name)}", f"Demobibliotheek {name}", poi=f"demo-{spelled(province)}")
        libraries.append(library)
        municipalities += [
            municipality(code, called, library.library_id, fraction, is_first=code == here[0][1])
            for _, code, (called, _) in here
        ]
    return tuple(libraries), tuple(municipalities)


def municipality(code: str, name: str, library_id: str, fraction: float, is_first: bool) -> Municipality:
    """One municipality with a branch of its name."""
    young, grown, old = (round(number * fraction) for number in residents()[code])
    branch = Branch(name, "main" if is_first else "branch", 1.0, 20 if is_first else 8)
    return Municipality(code, name, (young, grown, old), (), (branch,), ((library_id, None),))


def spelled(name: str) -> str:
    """A name as part of an id."""
    return "-".join("".join(one if one.isalnum() else " " for one in name.lower()).split())
