"""How an import's file is read: the options as JSON, completed with what the business has set."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings

from perennial.core.message import Message
from perennial.ingest.options import ReadingOptions
from perennial.records.models import Business, Import

__all__ = ["file_of", "folder_of", "message_json", "options_json", "options_of"]

_TEXTS = ("date_format", "currency", "sheet", "delimiter", "time_zone", "phone_region")
_MEMORY = "512MB"


def options_of(batch: Import, business: Business | None = None) -> ReadingOptions:
    """Give the options of an import; time zone and country of phones are the business's where not said."""
    business = business or Business.current()
    said: Mapping[str, Any] = batch.options
    texts = {name: said[name] for name in _TEXTS if said.get(name)}
    options = ReadingOptions(
        map=dict(said.get("map", {})),
        left_out=frozenset(said.get("left_out", ())),
        memory_limit=_MEMORY,
        **texts,
    )
    return replace(
        options,
        time_zone=options.time_zone or business.time_zone,
        phone_region=options.phone_region or business.phone_region,
    )


def options_json(options: ReadingOptions) -> dict[str, Any]:
    """Write what a person said as JSON."""
    texts = {name: value for name in _TEXTS if (value := getattr(options, name))}
    return {"map": dict(options.map), "left_out": sorted(options.left_out), **texts}


def folder_of(batch: Import) -> Path:
    """Give the folder in which an import's file and what belongs to it are kept."""
    return file_of(batch).parent


def file_of(batch: Import) -> Path:
    """Give the path of an import's file."""
    return Path(settings.MEDIA_ROOT, batch.path)


def message_json(message: Message) -> dict[str, Any]:
    """Write a message as JSON; facts are numbers, words, or messages again."""
    return {"text": message.text, "facts": {name: _plain(value) for name, value in message.facts.items()}}


def _plain(value: object) -> Any:
    if isinstance(value, Message):
        return message_json(value)
    if hasattr(value, "item"):  # a NumPy number
        return value.item()
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
