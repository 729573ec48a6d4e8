"""Every package in the lock file has a hash for each of its files, and the lock file fits pyproject.toml."""

import sys
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def faults(lock: dict) -> list[str]:
    """What in the lock file could be swapped without anybody noticing."""
    found = []
    for package in lock["package"]:
        if "editable" in package["source"] or "virtual" in package["source"]:
            continue
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        if not files:
            found.append(f"{package['name']}: no file is named; run uv lock")
        found += [f"{package['name']}: {one['url']} has no hash" for one in files if not one.get("hash")]
    return found


def lacking(project: dict, lock: dict) -> list[str]:
    """What pyproject.toml asks for and the lock file does not pin as asked."""
    own = next(one for one in lock["package"] if one["name"] == project["project"]["name"])
    locked = {(one["name"], one.get("specifier", "")) for one in own["metadata"]["requires-dist"]}
    locked |= {(one["name"], one.get("specifier", "")) for one in own["metadata"]["requires-dev"]["dev"]}
    extras = project["project"].get("optional-dependencies", {}).values()
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"], *chain(*extras)]
    wanted = {(name, specifier) for name, specifier in map(split, asked)}
    return [f"{name}{specifier}: uv.lock says otherwise; run uv lock" for name, specifier in sorted(wanted - locked)]


def split(requirement: str) -> tuple[str, str]:
    """`altair>=6.3,<7` as its name, without extras and conditions, and its specifier."""
    requirement = requirement.partition(";")[0]
    place = next((n for n, sign in enumerate(requirement) if sign in "<>=!~"), len(requirement))
    return requirement[:place].split("[")[0].strip().lower(), requirement[place:].replace(" ", "")


def main() -> int:
    """Say what is wrong; 1 when anything is."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = faults(lock) + lacking(project, lock)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
