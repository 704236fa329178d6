"""For the tests: fast hashing, undefined template variables fail, no debug."""

import atexit
import os
import shutil
import tempfile

# A folder of its own for each process of the test run, gone afterwards; never the developer's own.
os.environ["DOORSTROOM_VAR"] = tempfile.mkdtemp(prefix="doorstroom-test-")
atexit.register(shutil.rmtree, os.environ["DOORSTROOM_VAR"], ignore_errors=True)

from doorstroom.core.fence import process_is  # noqa: E402

from .base import *  # noqa: E402, F403
from .base import RUNTIME_ROLE, TEMPLATES, VAR, database  # noqa: E402


class Undefined(str):
    """Raises as soon as a template prints a variable that does not exist."""

    def __contains__(self, _part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise LookupError(f"the template variable {name} does not exist")


DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'unused.sqlite3'}"))}
if "DATABASE_URL" not in os.environ:
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # a file, so that threads may share it
else:
    # Over which production counts attempts; only the tests of that use it.
    DATABASES["counts"] = {**DATABASES["default"], "CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}}
    REQUESTS_AS_ROLE = RUNTIME_ROLE  # on the owner's connection every request is answered under the runtime role
process_is("test")  # fixtures are laid by the house itself; a request drops this and acts as its user
LOGS_STAY = False  # a test with threads empties its tables afterwards
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")  # type: ignore[index]
WHITENOISE_AUTOREFRESH = True
