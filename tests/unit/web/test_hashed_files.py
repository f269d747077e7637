import re
import shutil
from pathlib import Path

from perennial.web import hashed_files
from perennial.web.hashed_files import HashedFilesStorage

SCRIPTS = Path("perennial") / "js"
HERE = Path(hashed_files.__file__).parent / "static" / SCRIPTS
IMPORTED = re.compile(r"""["']\./([^"']+)["']""")


def test_every_module_has_one_name_only(tmp_path):
    shutil.copytree(HERE, tmp_path / SCRIPTS)
    storage = HashedFilesStorage(location=tmp_path, base_url="/static/")
    names = [str(SCRIPTS / each.name) for each in HERE.iterdir()]
    list(storage.post_process({name: (storage, name) for name in names}))
    hashed = {Path(each).name for each in storage.hashed_files.values()}
    texts = [(tmp_path / SCRIPTS / each).read_text("utf-8") for each in hashed]
    imports = {name for text in texts for name in IMPORTED.findall(text)}
    assert len(imports) > 4
    assert imports <= hashed
