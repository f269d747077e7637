"""The product's settings in a data folder of the tests' own; PostgreSQL where an address is given."""

import atexit
import os
import shutil
import tempfile

if "PERENNIAL_DATA_DIR" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="perennial-tests-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["PERENNIAL_DATA_DIR"] = _folder
os.environ.setdefault("PERENNIAL_DATABASE_URL", os.environ.get("PERENNIAL_TEST_DATABASE_URL", ""))
# Playwright's synchronous interface runs an event loop in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from perennial.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["*"]
# A task runs where it is enqueued; what a worker does is tested with a worker.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# WhiteNoise warns where the folder that `collectstatic` fills is not there yet.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# A file, as in the product: a database in memory refuses a second writer instead of making it wait.
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # noqa: F405
