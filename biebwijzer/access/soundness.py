"""Is this home sound: what the records promise is there, and what may never be is not."""

from biebwijzer.access.workspace import Workspace
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import all_queries
from biebwijzer.warehouse.checking import failing_checks
from biebwijzer.words.both_languages import faults_in_both_languages


def faults(workspace: Workspace) -> list[str]:
    """What is wrong, a sentence each; nothing is what one hopes for."""
    words = workspace.words
    lines = [
        *_files(workspace),
        *(words("Regel {name} klopt niet: {n} rijen.", name=name, n=words.number(n))
          for name, n in failing_checks(workspace.stores).items()),
        *(words("Tekst onvolledig: {fault}.", fault=fault) for fault in faults_in_both_languages(ROOT)),
    ]  # fmt: skip
    all_queries()
    return lines


def _files(workspace: Workspace) -> list[str]:
    """Files and rights of the home, and versions that the bookkeeping of deliveries names."""
    stores, words = workspace.stores, workspace.words
    found = []
    if stores.home.stat().st_mode & 0o077:
        found.append(
            words("Anderen op deze computer kunnen in {home} kijken. Zet de rechten op 700.", home=stores.home)
        )
    if not stores.engine.has(stores.version):
        found.append(words("Versie {n} van het warehouse ontbreekt. Zet een back-up terug.", n=stores.version))
    with stores.records.reading() as reading:
        active = reading.find("intake.run", {"status": "active"})
        current = reading.find("warehouse.current_version")
    if current and int(current[0]["warehouse_version"]) != stores.version:
        found.append(words("De app toont versie {shown}, de boeken noemen {told}. Start opnieuw.",
                           shown=stores.version, told=current[0]["warehouse_version"]))  # fmt: skip
    later = [run["run_id"] for run in active if run["version"] is not None and run["version"] > stores.version]
    if later:
        found.append(
            words("Deze leveringen horen bij een versie die niet getoond wordt: {runs}.", runs=words.list(later))
        )
    return found
