"""Setting up for use: without what only the tests, the tools and the grown engine need."""

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

import pytest
from packaging.requirements import Requirement

from biebwijzer.settings import ROOT

# Nothing of these can be brought in; then what setting up does, and which modules of Biebwijzer can't be brought in.
WITHOUT = """
import importlib, json, pkgutil, sys
away = set(json.loads(sys.argv[1]))
class Away:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in away:
            raise ModuleNotFoundError(name, name=name.partition(".")[0])
sys.meta_path.insert(0, Away())
from tools import compiled
compiled.main()
lacking = {}
import biebwijzer
for module in pkgutil.walk_packages(biebwijzer.__path__, "biebwijzer."):
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        lacking[module.name] = error.name
print(json.dumps(lacking))
"""

pytestmark = [pytest.mark.slow, pytest.mark.alike]


def needed(names: list[str]) -> set[str]:
    """These distributions and all they need in their turn."""
    found, waiting = set[str](), [*names]
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        found.add(name)
        try:
            asked = [Requirement(one) for one in distribution(name).requires or ()]
        except PackageNotFoundError:
            continue
        waiting += [one.name for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


def test_setting_up_asks_for_nothing_that_only_tests_and_the_grown_engine_need():
    there = needed(["biebwijzer"])
    away = [
        package
        for package, owners in packages_distributions().items()
        if package not in {"tools", "biebwijzer"} and not {one.lower().replace("_", "-") for one in owners} & there
    ]
    assert {"pytest", "psycopg", "hypothesis"} <= {*away}

    made = subprocess.run(
        [sys.executable, "-c", WITHOUT, json.dumps(away)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert made.returncode == 0, made.stderr[-2000:]
    lacking = json.loads(made.stdout.splitlines()[-1])
    assert set(lacking.values()) == {"psycopg"}
    assert all(one.startswith("biebwijzer.warehouse.engines.") for one in lacking), lacking
