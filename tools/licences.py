"""Every installed package has a licence on the list, and every direct dependency stands in docs/dependencies.md."""

import re
import sys
import tomllib
from importlib.metadata import Distribution, distributions
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Licences under which we may use and pass on; a licence that is not here is read by a person before it is added.
ALLOWED = (
    "MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "MPL", "Mozilla", "Unlicense", "0BSD", "Zlib",
    "HPND", "CC0", "BlueOak",
)  # fmt: skip
# Read by hand and agreed to: what their metadata does not say, or what binds us in a way that we keep to.
READ_BY_HAND = {
    "axe-playwright-python": "MIT (wraps axe-core, MPL-2.0; used in tests only)",
    "biebwijzer": "MIT",
    "psycopg": "LGPL-3.0: a library used as it is, and only where the grown engine is chosen",
    "psycopg-binary": "LGPL-3.0: a library used as it is, and only where the grown engine is chosen",
}
FORBIDDEN = ("AGPL", "GPL-3", "GPLv3", "GNU General Public", "GNU Affero", "SSPL", "BUSL", "Commons Clause")


def licence_of(package: Distribution) -> str:
    """What a package says of its licence: the expression, else the classifiers, else the first line of the text."""
    said = package.metadata
    classified = [line.split(" :: ")[-1] for line in said.get_all("Classifier") or [] if line.startswith("License")]
    text = (said.get("License") or "").strip().splitlines()
    return said.get("License-Expression") or ", ".join(classified) or (text[0] if text else "")


def faults() -> list[str]:
    """Packages whose licence nobody has agreed to."""
    found = []
    for package in distributions():
        name = package.metadata["Name"].lower()
        if name in READ_BY_HAND:
            continue
        licence = licence_of(package)
        allowed = any(re.search(rf"\b{re.escape(one)}", licence, re.IGNORECASE) for one in ALLOWED)
        forbidden = any(one.lower() in licence.lower() for one in FORBIDDEN) and " OR " not in licence
        if forbidden or not allowed:
            found.append(f"{name}: licence {licence or 'unknown'!r}; read it, then add it here or replace the package")
    return sorted(found)


def untold() -> list[str]:
    """Direct dependencies that docs/dependencies.md does not account for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"].get("optional-dependencies", {}).values()
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"], *chain(*extras)]
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = sorted({re.split(r"[<>=!~ \[]", one)[0].lower() for one in asked} - {"biebwijzer"})
    return [f"{name}: say in docs/dependencies.md why it is here" for name in names if f"| {name} |" not in told]


def main() -> int:
    """Say what is wrong; 1 when anything is."""
    found = [*faults(), *untold()]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
