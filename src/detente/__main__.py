"""``python -m detente``: the same as the command ``detente``."""

import sys

from detente.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
