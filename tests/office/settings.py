"""The office's settings in tests: a home of its own, quick passwords, tasks done at once.

DIBAO_TEST_DATABASE names a PostgreSQL server to run the same tests there.
"""

import os
import tempfile

os.environ["DIBAO_HOME"] = tempfile.mkdtemp(prefix="dibao-office-")
os.environ["DIBAO_DATABASE"] = os.environ.get("DIBAO_TEST_DATABASE", "")

from dibao.office.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if not os.environ["DIBAO_DATABASE"]:
    # A file: in memory, the test and the server before the browser would share one connection and its transactions.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["DIBAO_HOME"], "test.sqlite3")}  # noqa: F405
