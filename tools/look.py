"""Pictures of every page, to be looked at: roles, two widths, two themes, two languages, three bases.

    python tools/look.py                                     # all of it: out/look/index.html shows them
    python tools/look.py --base demo --lang ru --only rhythm # what one is working on

Bases are made once and kept beside the pictures (remove out/look to begin anew); `large` holds 100,000
customers and takes some minutes the first time.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

__all__ = ["main", "served"]

_TOOLS = Path(__file__).parent
_STYLE = (
    "body{font:14px sans-serif}figure{display:inline-block;margin:8px;vertical-align:top}img{width:300px}"
)


def main() -> None:
    """Take the pictures asked for."""
    options = _options()
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for base in options.base:
            for language in options.lang:
                folder = options.out / "bases" / f"{base}-{language}"
                told = told_of(folder, base, language)
                with served(folder, language) as address:
                    _take(browser, address, told, f"{base}-{language}", options)
        browser.close()
    _index(options.out)


def told_of(folder: Path, base: str, language: str) -> dict[str, Any]:
    """Make a base where it is not there yet; give who opens which address."""
    done = subprocess.run(
        [sys.executable, _TOOLS / "page_bases.py", base, language],
        env=_environment(folder, language),
        stdout=subprocess.PIPE,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))  # lines of its log come before


@contextmanager
def served(folder: Path, language: str) -> Iterator[str]:
    """Serve the pages of a base without its worker, so that they stay as they are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "perennial.web.wsgi:application", "--threads", "4"]
    command += ["--config", "python:perennial.cli.gunicorn_settings", "--bind", f"127.0.0.1:{port}"]
    # It ends once its standard input closes, whatever becomes of us.
    with subprocess.Popen(command, env=_environment(folder, language), stdin=subprocess.PIPE) as server:
        try:
            _wait(server, f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _environment(folder: Path, language: str) -> dict[str, str]:
    told = {
        name: value for name, value in os.environ.items() if not name.startswith(("PERENNIAL_", "DJANGO_"))
    }
    return {**told, "PERENNIAL_DATA_DIR": str(folder), "PERENNIAL_LANGUAGE": language}


def _wait(server: "subprocess.Popen[bytes]", address: str) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/accounts/login/", timeout=30).close()  # noqa: S310 - our own
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the pages are not served")


def _take(
    browser: Browser, address: str, told: Mapping[str, Any], name: str, options: argparse.Namespace
) -> None:
    for role, sight in told.items():
        pages = {each: at for each, at in sight["pages"].items() if not options.only or options.only in each}
        if not pages or (options.role and role not in options.role):
            continue
        context = browser.new_context(base_url=address, locale=name[-2:])
        if sight["cookie"]:
            context.add_cookies([{"name": "sessionid", "value": sight["cookie"], "url": address}])
        for each, at in pages.items():
            print(name, role, each, flush=True)
            _picture(context, at, f"{role}-{each}", options, options.out / name)
        context.close()


def _picture(context: BrowserContext, at: str, name: str, options: argparse.Namespace, folder: Path) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": options.width[0], "height": 900})
    page.goto(at)
    for width in options.width:
        for scheme in options.scheme:
            target = folder / f"{width}-{scheme}" / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            _shoot(page, width, scheme, target)
    page.close()


def _shoot(page: Page, width: int, scheme: str, target: Path) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 844 if width < 800 else 900})
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target, full_page=True, animations="disabled")


def _index(out: Path) -> None:
    parts = []
    for folder in sorted({file.parent for file in out.glob("*/*/*.png")}):
        parts.append(f"<h2>{escape(str(folder.relative_to(out)))}</h2>")
        for file in sorted(folder.glob("*.png")):
            at = escape(str(file.relative_to(out)))
            parts.append(f'<figure><a href="{at}"><img src="{at}" loading="lazy" alt=""></a>')
            parts.append(f"<figcaption>{escape(file.stem)}</figcaption></figure>")
    index = out / "index.html"
    index.write_text(f"<!doctype html><style>{_STYLE}</style>{''.join(parts)}", encoding="utf-8")
    print(index)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    bases = ("demo", "empty", "none", "large")
    parser.add_argument("--base", nargs="+", choices=bases, default=list(bases), metavar="BASE")
    parser.add_argument("--lang", nargs="+", choices=["en", "ru"], default=["en", "ru"], metavar="LANG")
    parser.add_argument("--width", nargs="+", type=int, default=[1280, 390], metavar="PX")
    parser.add_argument(
        "--scheme", nargs="+", choices=["light", "dark"], default=["light", "dark"], metavar="THEME"
    )
    parser.add_argument("--role", nargs="+", default=[], help="only what these see")
    parser.add_argument("--only", default="", help="only pages in whose name this stands")
    parser.add_argument("--out", type=Path, default=Path("out/look"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
