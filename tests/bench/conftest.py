"""The bench stands beside the tests and is no package that is installed: this lets tests import it."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent.parent))
