"""Static files under names that tell of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

__all__ = ["HashedFilesStorage"]

_IMPORT = (
    r"""(?P<matched>import (?P<names>\{[^}]*\}) from "(?P<url>\./[^"]+)";)""",
    """import %(names)s from "%(url)s";""",
)


class HashedFilesStorage(CompressedManifestStaticFilesStorage):
    """Renames what our scripts import as well: a module with two names would run twice, every key with it."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("perennial/js/*.js", (_IMPORT,)))
