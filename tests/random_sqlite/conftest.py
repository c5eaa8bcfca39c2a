"""Files in memory, as for the repair of SQLite files."""

from tests.repair.sqlite.conftest import tmp_path

__all__ = ["tmp_path"]
