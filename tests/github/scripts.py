"""Makes the scripts of the workflows importable; they aren't a package, since GitHub runs each as a file."""

from __future__ import annotations

import sys

from tests.contracts.source import ROOT_PATH

SCRIPTS_PATH = ROOT_PATH / ".github" / "scripts"
if str(SCRIPTS_PATH) not in sys.path:
    sys.path.insert(0, str(SCRIPTS_PATH))
