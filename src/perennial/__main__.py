"""Lets `python -m perennial` start the command line."""

from perennial.cli.main import main

raise SystemExit(main())
