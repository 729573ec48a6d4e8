"""A little house of a few files, to gather texts from."""

import pytest

from biebwijzer.words.gathering import main


@pytest.fixture
def put(tmp_path):
    """Writes a file under the root of a little house."""

    def write(file, text):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def told(tmp_path, capsys):
    """Runs the command and tells what it said and how it ended."""

    def run(flag):
        code = main([flag], tmp_path)
        return capsys.readouterr().out.splitlines(), code

    return run
