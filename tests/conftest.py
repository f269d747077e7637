import os

from hypothesis import settings

# A machine that judges a change must not be surprised by an example nobody has seen; at home they are new.
settings.register_profile("judge", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("judge")
