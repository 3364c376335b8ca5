"""What the policy says, as files: tables, views, rules, parameters."""

from pathlib import Path

FOLDER = Path(__file__).parent
TABLES = FOLDER / "tables"
VIEWS = FOLDER / "views"
