SECRET_KEY = "x"
INSTALLED_APPS = ["shop"]
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "prod",
        "HOST": "prod.invalid",
        "PASSWORD": "canary-in-settings",
        "OPTIONS": {"sslmode": "verify-full"},
    },
    "reports": {"ENGINE": "django.db.backends.mysql", "NAME": "reports", "HOST": "prod.invalid"},
}
DATABASE_ROUTERS = ["shop.routers.Reports"]
