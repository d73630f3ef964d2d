"""Where FOEDUS_NO_SKIP is set, a test that would be skipped fails, unless only the reference data is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED_ABSENT

TESTS = {
    "test_one.py": "import pytest\ndef test_it():\n    pytest.skip('no browser')\n",
    "test_two.py": "import pytest\npytest.importorskip('no_such_module')\n",
    "test_three.py": f"import pytest\ndef test_it():\n    pytest.skip({SHARED_ABSENT!r})\n",
}


@pytest.mark.parametrize(("allowed", "outcome"), [(True, "3 skipped"), (False, "1 failed, 1 skipped, 1 error")])
def test_a_skip_fails_where_none_is_allowed(tmp_path: Path, allowed: bool, outcome: str) -> None:
    for name, content in TESTS.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "conftest.py").write_text((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "FOEDUS_NO_SKIP"}
    environment |= {"PYTHONPATH": os.pathsep.join(sys.path)} | ({} if allowed else {"FOEDUS_NO_SKIP": "1"})
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--continue-on-collection-errors", "-q", str(tmp_path)]
    run = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert outcome in run.stdout
