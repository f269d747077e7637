"""Stop with a sentence where Python is too old; runs on any Python 3."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what says so
    sys.exit("Perennial needs Python 3.11 or newer; name one with: make PYTHON=python3.11")
