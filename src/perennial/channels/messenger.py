"""Notes to people's own messengers, whose addresses are written as Apprise writes them."""

import logging
from importlib import import_module
from urllib.parse import urlsplit

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat

from perennial.channels.sender import Undelivered, UndeliveredError

__all__ = ["SERVICES", "is_messenger", "service_of", "tell_messenger"]

#: Services at fixed places in the open internet, by the beginning of their addresses. Whoever enters an
#: address could otherwise have this machine ask its neighbours.
SERVICES = {
    "tgram": "Telegram",
    "slack": "Slack",
    "discord": "Discord",
    "gchat": "Google Chat",
    "wxteams": "Webex",
    "twist": "Twist",
    "line": "LINE",
    "threema": "Threema",
    "whatsapp": "WhatsApp",
    "pover": "Pushover",
}
#: Where the library speaks to each; loaded one by one, as all of them take long.
_PLUGINS = {
    "tgram": "telegram:NotifyTelegram",
    "slack": "slack:NotifySlack",
    "discord": "discord:NotifyDiscord",
    "gchat": "google_chat:NotifyGoogleChat",
    "wxteams": "webexteams:NotifyWebexTeams",
    "twist": "twist:NotifyTwist",
    "line": "line:NotifyLine",
    "threema": "threema:NotifyThreema",
    "whatsapp": "whatsapp:NotifyWhatsApp",
    "pover": "pushover:NotifyPushover",
}
_ASSET = AppriseAsset(app_id="Perennial", app_desc="Perennial", app_url="", async_mode=False)
# What services answer may name who is written to.
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)


def service_of(url: str) -> str:
    """Name the service of an address; empty where it is none of those that are known."""
    return SERVICES.get(_scheme(url), "")


def is_messenger(url: str) -> bool:
    """Say whether a note can be sent to an address: a known service, with all that it needs."""
    return _messenger(url) is not None


def tell_messenger(url: str, title: str, text: str) -> None:
    """Send a note.

    Raises
    ------
    UndeliveredError
        It has not been taken; what the service answered is not told.
    """
    found = _messenger(url)
    messenger = Apprise(asset=_ASSET)
    if found is None or not messenger.add(found):
        raise UndeliveredError(Undelivered(fate="never", why="url"))
    if not messenger.notify(body=text, title=title, body_format=NotifyFormat.TEXT):
        raise UndeliveredError(Undelivered(fate="later", why="not taken"))


def _messenger(url: str) -> NotifyBase | None:
    """Give the library's own object for an address; None where it is none."""
    if _scheme(url) not in _PLUGINS:
        return None
    module, _, name = _PLUGINS[_scheme(url)].partition(":")
    plugin: type[NotifyBase] = getattr(import_module(f"apprise.plugins.{module}"), name)
    told = plugin.parse_url(url.strip())
    try:
        return plugin(asset=_ASSET, **told) if told else None
    except TypeError:  # by which the library says that something is missing
        return None


def _scheme(url: str) -> str:
    try:
        return urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return ""
