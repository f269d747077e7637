import re
import shutil
from pathlib import Path

from perennial.web import hashed_files
from perennial.web.hashed_files import HashedFilesStorage

SCRIPTS = Path(hashed_files.__file__).parent / "static" / "perennial" / "js"
IMPORTED = re.compile(r'from "\./([^"]+)"')


def test_every_module_has_one_name_only(tmp_path):
    shutil.copytree(SCRIPTS, tmp_path, dirs_exist_ok=True)
    storage = HashedFilesStorage(location=tmp_path, base_url="/static/")
    list(storage.post_process({each.name: (storage, each.name) for each in SCRIPTS.iterdir()}))
    hashed = set(storage.hashed_files.values())
    imports = {name for each in hashed for name in IMPORTED.findall((tmp_path / each).read_text("utf-8"))}
    assert len(imports) > 4
    assert imports <= hashed
