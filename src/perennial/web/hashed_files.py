"""Static files under names that tell of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

__all__ = ["HashedFilesStorage"]


class HashedFilesStorage(CompressedManifestStaticFilesStorage):
    """Renames what scripts import as well: a module with two names would run twice, every key with it."""

    support_js_module_import_aggregation = True
