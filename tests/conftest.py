"""What all tests share."""

import os
import shutil
import warnings
from collections.abc import Callable
from glob import glob

import hypothesis
import pytest

from dibao.engine.rules.spark import prepare

# Places outside PATH where Debian puts a program.
ELSEWHERE = {"postgres": "/usr/lib/postgresql/*/bin/postgres"}

hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("DIBAO_CI") else "desk")


@pytest.fixture(scope="session")
def need() -> Callable[[str], str]:
    """`need("soffice")` gives the tool's path; without the tool the test skips, in CI it fails."""

    def find(tool: str) -> str:
        found = shutil.which(tool) or next(iter(sorted(glob(ELSEWHERE.get(tool, "")))), None)
        if found:
            return found
        reason = f"{tool} is not installed; .ci/run says which package brings it"
        if os.environ.get("DIBAO_CI") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    return find


@pytest.fixture(scope="session")
def spark():
    """A session of Spark's SQL in this process; with DIBAO_SPARK (`local[2]`, `sc://host`) of Spark itself."""
    if address := os.environ.get("DIBAO_SPARK"):
        from pyspark.sql import SparkSession

        session = SparkSession.builder.remote(address).getOrCreate()
        prepare(session)
        yield session
        session.stop()
        return
    try:
        from pysail.spark import SparkConnectServer
        from pyspark.sql import SparkSession
    except ImportError:
        if os.environ.get("DIBAO_CI"):
            raise
        pytest.skip("pysail is not installed: `run.py test` without arguments installs it")
    warnings.simplefilter("ignore", FutureWarning)  # pyspark on pandas
    os.environ.setdefault(
        "SPARK_HOME", os.devnull
    )  # the client looks for a Spark of its own and ends the process without one
    server = SparkConnectServer()
    server.start()
    session = SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").getOrCreate()
    session.client.set_retry_policies([])  # a query that fails shall fail at once, not again and again in silence
    prepare(session)
    yield session
    server.stop()
