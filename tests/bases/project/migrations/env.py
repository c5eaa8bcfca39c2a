"""The right one, by the package that hands it on."""

from alembic import context

import app.models as models

target_metadata = models.Base.metadata
