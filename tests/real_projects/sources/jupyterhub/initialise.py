"""Makes the tables of a new hub as `jupyterhub` does before it answers its first request, and its alembic.ini."""

import sys

from jupyterhub import orm
from jupyterhub.dbutil import write_alembic_ini

orm.new_session_factory(sys.argv[1])
write_alembic_ini("alembic.ini", "postgresql+psycopg://hub@localhost/hub")
