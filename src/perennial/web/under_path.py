"""The application under a path of a larger site, whether or not the proxy takes that path away."""

from collections.abc import Callable, Iterable
from typing import Any

__all__ = ["under_path"]

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def under_path(application: Application, base_path: str) -> Application:
    """Take the path off requests that still carry it; Django puts it before every address it writes."""
    if not base_path:
        return application

    def taken_off(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == base_path or path.startswith(f"{base_path}/"):
            environ["PATH_INFO"] = path[len(base_path) :] or "/"
        return application(environ, start_response)

    return taken_off
