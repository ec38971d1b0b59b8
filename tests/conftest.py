"""What all tests share."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

sys.path.insert(0, str(ROOT / "notebooks"))  # as in a notebook: `import streamlining`
