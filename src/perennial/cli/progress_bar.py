"""Progress on standard error: a bar on a terminal, nothing when piped or asked to be quiet."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from perennial.cli.language import translated
from perennial.core.message import Message
from perennial.core.progress import Progress, silent

__all__ = ["progress_bar"]

_FORMAT = "{desc:<48.48} {bar:18} {percentage:3.0f}% {elapsed}"


@contextmanager
def progress_bar(*, quiet: bool, language: str) -> Iterator[Progress]:
    """Show a bar while the block runs, and take it away afterwards."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    with tqdm(total=100, bar_format=_FORMAT, file=sys.stderr, leave=False) as bar:

        def tell(what: Message, done: float) -> None:
            bar.set_description_str(translated(what, language), refresh=False)
            bar.update(max(0.0, 100 * done - bar.n))

        yield tell
