"""Why a database drifted: one file a cause, from evidence that comes as values. Never touches a database."""
