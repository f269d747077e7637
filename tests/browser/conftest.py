"""A real Chromium that fails a test on any console error, and the report as a file."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

_SAMPLE = Path(__file__).parents[1] / "unit" / "pictures" / "report_sample.py"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    found = {"executable_path": chromium} if chromium else {}
    return {**browser_type_launch_args, **found, "args": arguments}


@pytest.fixture(scope="session")
def contents():
    spec = importlib.util.spec_from_file_location("report_sample", _SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {"shop": module.SHOP, "tiny": module.TINY}


@pytest.fixture
def open_page(browser):
    """Open a file at a width and in a colour scheme; console errors and requests fail the test."""
    complaints, contexts = [], []

    def opened(path, *, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("request", lambda asked: asked.url.startswith("http") and complaints.append(asked.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints
