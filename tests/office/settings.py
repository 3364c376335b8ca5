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
