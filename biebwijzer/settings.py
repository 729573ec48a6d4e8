"""Every setting, read once from the environment, with its default and its meaning."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """How this installation runs; what a library decides for itself stands in its records instead."""

    home: Path
    engine: str = "embedded"
    # Holds a password perhaps: it is never shown, not even by accident.
    postgres: str = field(default="", repr=False)
    language: str = "nl"
    cookie_secure: bool = False
    keep_versions: int = 5
    raw_file_days: int = 90
    parts_from: int = 250_000
    memory_limit: str = "2GB"
    loader_memory: str = "500MB"
    threads: int = 2
    password_rounds: int = 12
    clock: bool = True
    open_data: str = "https://datasets.cbs.nl/odata/v1/CBS"
    mail_password: str = field(default="", repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """What a process that works on the same home must find in its environment."""
        return {
            "BIEBWIJZER_HOME": str(self.home),
            "BIEBWIJZER_ENGINE": self.engine,
            "BIEBWIJZER_POSTGRES": self.postgres,
        }

    @property
    def shared(self) -> bool:
        """Whether several processes work on one home; then a command opens it beside them."""
        return self.engine == "grown"

    @property
    def records_file(self) -> Path:
        """The file that holds what people typed."""
        return self.home / "records.duckdb"

    @property
    def warehouse_folder(self) -> Path:
        """The folder that holds the versions of the warehouse."""
        return self.home / "warehouse"

    @property
    def lake_folder(self) -> Path:
        """The folder that holds the warehouse of the grown engine, as Parquet."""
        return self.home / "lake"

    @property
    def key_file(self) -> Path:
        """The secret with which member numbers become member keys."""
        return self.home / "key"


# Name in the environment -> its meaning, for docs/running.md: whoever sets these reads documentation, not a screen.
MEANINGS = {
    "BIEBWIJZER_HOME": "the folder with everything of this installation",
    "BIEBWIJZER_ENGINE": "embedded: files, one process; grown: PostgreSQL and a shared home, several processes",
    "BIEBWIJZER_POSTGRES": "with the grown engine: the database, as postgresql://user:password@host/database",
    "BIEBWIJZER_LANGUAGE": "language as long as nobody is signed in, and of the command line: nl or en",
    "BIEBWIJZER_COOKIE_SECURE": "1 behind https: the session cookie then never goes over http",
    "BIEBWIJZER_KEEP_VERSIONS": "how many older versions of the warehouse are kept",
    "BIEBWIJZER_RAW_FILE_DAYS": "after how many days a delivered file itself is removed",
    "BIEBWIJZER_PARTS_FROM": "from how many rows on a delivery stays in its own file, not copied into the warehouse",
    "BIEBWIJZER_MEMORY_LIMIT": "the most memory DuckDB uses in the app",
    "BIEBWIJZER_LOADER_MEMORY": "the most it uses for a delivery, 200MB a core or more; that of the app if it must",
    "BIEBWIJZER_THREADS": "the most cores DuckDB uses",
    "BIEBWIJZER_PASSWORD_ROUNDS": "work per password check (bcrypt rounds)",
    "BIEBWIJZER_CLOCK": "0: the app leaves planned work and mail to `biebwijzer clock`",
    "BIEBWIJZER_OPEN_DATA": "where tables of Statistics Netherlands are fetched, by plans that a steward switched on",
    "BIEBWIJZER_MAIL_PASSWORD": "password of the mail server; else the first line of mail-password in the home",
}


def read_settings(environment: Mapping[str, str] | None = None, home: Path | None = None) -> Settings:
    """Settings from the environment; `home` given on the command line wins."""
    env = os.environ if environment is None else environment
    folder = home or Path(env.get("BIEBWIJZER_HOME") or Path.cwd() / "home")
    return Settings(
        home=folder.resolve(),
        engine=env.get("BIEBWIJZER_ENGINE") or Settings.engine,
        postgres=env.get("BIEBWIJZER_POSTGRES", Settings.postgres),
        language=env.get("BIEBWIJZER_LANGUAGE", Settings.language),
        cookie_secure=env.get("BIEBWIJZER_COOKIE_SECURE", "") == "1",
        keep_versions=int(env.get("BIEBWIJZER_KEEP_VERSIONS", Settings.keep_versions)),
        raw_file_days=int(env.get("BIEBWIJZER_RAW_FILE_DAYS", Settings.raw_file_days)),
        parts_from=int(env.get("BIEBWIJZER_PARTS_FROM", Settings.parts_from)),
        memory_limit=env.get("BIEBWIJZER_MEMORY_LIMIT", Settings.memory_limit),
        loader_memory=env.get("BIEBWIJZER_LOADER_MEMORY", Settings.loader_memory),
        threads=int(env.get("BIEBWIJZER_THREADS", Settings.threads)),
        password_rounds=int(env.get("BIEBWIJZER_PASSWORD_ROUNDS", Settings.password_rounds)),
        clock=env.get("BIEBWIJZER_CLOCK", "1") != "0",
        open_data=env.get("BIEBWIJZER_OPEN_DATA") or Settings.open_data,
        mail_password=env.get("BIEBWIJZER_MAIL_PASSWORD", Settings.mail_password),
    )
