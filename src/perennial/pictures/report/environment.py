"""The templates of the report and its parts."""

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

__all__ = ["environment"]


@cache
def environment() -> Environment:
    """Give the environment that finds the templates and the shared look."""
    return Environment(
        loader=ChoiceLoader(
            [PackageLoader("perennial.pictures"), PackageLoader("perennial.pictures", "look")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
