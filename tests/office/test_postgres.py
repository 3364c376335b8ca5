"""The PostgreSQL server that the tests bring along."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.postgres import server, tools


def test_it_answers_at_its_address_and_is_gone_afterwards_whatever_happened(need):
    need("postgres")
    with pytest.raises(KeyboardInterrupt), server(tools()) as address:
        parts = urlsplit(address)
        with psycopg.connect(parts._replace(path="/postgres").geturl()) as connection:
            assert connection.execute("SELECT 40 + 2").fetchone() == (42,)
        raise KeyboardInterrupt
    folder = Path(parse_qs(parts.query)["host"][0])
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(parts._replace(path="/postgres").geturl())
