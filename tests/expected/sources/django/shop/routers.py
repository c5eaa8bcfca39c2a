class Reports:
    """Tables of reports live elsewhere."""

    def allow_migrate(self, db, app_label, model_name=None, **hints):
        return model_name != "report"
