"""Settings, read from the environment.

Two ways to run, one code (docs/architecture.md). Embedded is the default: SQLite and a broker that
is a folder, nothing to install. Server mode starts when SERVER=1: it wants DATABASE_URL, REDIS_URL,
SECRET_KEY and ALLOWED_HOSTS, and refuses to start without a secret of its own.
"""

import datetime
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from demonstration import clock

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- which way of running ------------------------------------------------------------------------
SERVER = env.bool("SERVER", False)
DEMO = env.bool("DEMO", False)
TESTING = "pytest" in sys.modules
DEBUG = env.bool("DEBUG", False)
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

EMBEDDED_SECRET = "embedded-only-not-a-secret-" + "x" * 40
SECRET_KEY = env.str("SECRET_KEY", EMBEDDED_SECRET)
if SERVER and (SECRET_KEY == EMBEDDED_SECRET or len(SECRET_KEY) < 50):
    raise ImproperlyConfigured(
        "SERVER=1 needs SECRET_KEY: at least 50 random characters of your own."
    )
if SERVER and DEMO:
    raise ImproperlyConfigured(
        "The demonstration (DEMO=1) has known passwords and never runs with SERVER=1."
    )
if SERVER and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG=1 shows the inside of the system and never runs with SERVER=1."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str(
    "BASE_URL", "http://127.0.0.1:8000"
)  # links in mail are built from it, never from a request
TRUSTED_PROXIES = env.list(
    "TRUSTED_PROXIES", default=[]
)  # addresses whose X-Forwarded-For is believed

VERSION = "0.1"
SITE_OWNER = env.str("SITE_OWNER", "")  # shown under the product's name: "Tỉnh Phú Thọ"
SITE_SUPPORT = env.str("SITE_SUPPORT", "")  # one line in the foot: whom to call

# A fixed "today" for demonstrations and rehearsals: DEMO=1 TODAY=2024-07-10.
if DEMO:
    clock.install(datetime.date.fromisoformat(env.str("TODAY")) if env.str("TODAY", "") else None)

# --- applications, lowest first (docs/architecture.md) -------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "crispy_forms",
    "crispy_bootstrap5",
    "js_lib_bootstrap5",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "vietnamese",
    "spreadsheets",
    "audit",
    "jobs",
    "units",
    "accounts",
    "documents",
    "campaigns",
    "targets",
    "awards",
    "plans",
    "reports",
    "demonstration",
]

MIDDLEWARE = [
    "config.middleware.AccessLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "accounts.middleware.Uploads",  # before the next one, which reads the form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.Acting",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SignInRequired",
    "accounts.middleware.Duties",
    "config.middleware.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # templates/django/forms/

# --- database ------------------------------------------------------------------------------------
if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.db("DATABASE_URL")}
    DATABASES["default"].update(CONN_MAX_AGE=env.int("CONN_MAX_AGE", 60), CONN_HEALTH_CHECKS=True)
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        "-c jit=off -c statement_timeout=60000 -c lock_timeout=10000"
        " -c idle_in_transaction_session_timeout=60000"
    )
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "database.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                ),
            },
            # A file, not memory: another thread serves pages to a browser. One a test process.
            "TEST": {"NAME": DATA_DIR / f"test-{os.getpid()}.sqlite3"},
        }
    }
assert sqlite3.sqlite_version_info >= (3, 35), "SQLite 3.35 or later is needed."

# --- worker --------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", "")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = env.int("WORKER_MEMORY_MB", 600) * 1024  # then a new one
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_TASK_ALWAYS_EAGER = TESTING  # tests marked `worker` start real worker processes
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "jobs.tasks.sweep",
        "schedule": env.float("SWEEP_SECONDS", 30),
        "options": {"expires": 60},
    },
    "clear_sessions": {
        "task": "accounts.tasks.clear_sessions",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
    "export_head": {
        "task": "audit.tasks.export_head",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
    "sweep_files": {
        "task": "documents.tasks.sweep_files",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
}
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
    }
    # A page that rings while Redis is down waits for one quick try; the sweeper rings again.
    CELERY_BROKER_TRANSPORT_OPTIONS |= {
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.1,
    }
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:
    BROKER_DIR = DATA_DIR / "broker"
    for folder in ("messages", "processed", "control"):
        (BROKER_DIR / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.1,  # one message is fetched at each look into the folder
    }
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
        }
    }
if TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- mail: through the outbox, printed by the worker when no server is named ---------------------
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", EMAIL_PORT == 465)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", not EMAIL_USE_SSL)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", "thi-dua@localhost")

# --- sign-in -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.PasswordBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REQUIRE_SECOND_FACTOR = env.bool(
    "REQUIRE_SECOND_FACTOR", SERVER
)  # for the roles of accounts/roles.py

ONE_TIME_PASSWORD_DAYS = env.int("ONE_TIME_PASSWORD_DAYS", 7)

# A session ends after idle minutes and, whatever happens in it, after one working day.
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_MINUTES", 15) * 60
SESSION_ABSOLUTE_AGE = env.int("SESSION_HOURS", 9) * 3600
SESSION_COOKIE_NAME = "session"
# Acts of great weight: the password again after so long; three times as long to send the form.
FRESH_SIGN_IN_AGE = env.int("FRESH_SIGN_IN_MINUTES", 10) * 60
FRESH_SIGN_IN_SEND_AGE = 3 * FRESH_SIGN_IN_AGE
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# django-allauth: names only, no signing up, one-time codes as second factor
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = env.str("SITE_OWNER", "") or "Thi đua - Khen thưởng"
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.ActivateSecondFactorForm",
}

# django-axes: locks a name at an address; allauth's own limits slow a name, and an address
AXES_FAILURE_LIMIT = env.int("LOCKOUT_AFTER", 5)
AXES_COOLOFF_TIME = datetime.timedelta(minutes=env.int("LOCKOUT_MINUTES", 30))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_CLIENT_IP_CALLABLE = "config.middleware.client_address"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = (
    DATA_DIR / "files"
)  # never served: every download goes through a view that asks who may see it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.statics.Storage"
        if not TESTING and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING or DEBUG  # no collected files there
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # counts the fields left empty too: one a line of a table
ATTACHMENT_REQUEST_FILES = 20  # chosen files in a form (documents/uploads.py)
FILE_UPLOAD_HANDLERS = [
    "documents.uploads.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_MB", 20) * 1024 * 1024  # a file
ATTACHMENT_REQUEST_BYTES = env.int("ATTACHMENT_REQUEST_MB", 60) * 1024 * 1024  # sent at once
ATTACHMENT_UNIT_BYTES = env.int("ATTACHMENT_UNIT_MB", 2_000) * 1024 * 1024  # all files of a unit

# --- language, numbers, time ---------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/libraries"]
USE_I18N = True
NUMBER_GROUPING = 3
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- what leaves the server ----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if SERVER:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked by the machine itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
SILENCED_SYSTEM_CHECKS: list[str] = []

AUDIT_HEAD_FILE = env.str("AUDIT_HEAD_FILE", "")  # gets the head of the event chain daily

# --- log: who, what, on what, result, time, address; one line of JSON (config/logging.py) ---
LOG_DAYS = env.int("LOG_DAYS", 100)
LOG_FILE = env.str(
    "LOG_FILE", "" if SERVER or TESTING else str(DATA_DIR / "log.jsonl")
)  # "": standard error
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logging.JsonFormatter"}},
    "handlers": {
        "lines": {
            "class": "logging.handlers.TimedRotatingFileHandler",
            "filename": LOG_FILE,
            "when": "midnight",
            "backupCount": LOG_DAYS,
            "encoding": "utf-8",
            "delay": True,
            "formatter": "json",
        }
        if LOG_FILE
        else {"class": "logging.StreamHandler", "formatter": "json"},
    },
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "access": {"level": "INFO"},
        "audit": {"level": "INFO"},
        "django": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
    },
}

# --- targets -------------------------------------------------------------------------------------
TARGETS_ON_TRACK_FROM = env.int(
    "TARGETS_ON_TRACK_FROM", 95
)  # per cent of what is due by now; less is behind
# Days after which what waits counts as late in "My work".
RESULTS_DUE_DAYS = env.int("RESULTS_DUE_DAYS", 15)  # after the end of the period
RESULTS_MEND_DAYS = env.int("RESULTS_MEND_DAYS", 7)  # after a result was returned
RESULTS_CHECK_DAYS = env.int("RESULTS_CHECK_DAYS", 10)  # after it was reported
DIFFICULTY_DAYS = env.int("DIFFICULTY_DAYS", 15)  # after a difficulty was told
TARGETS_ASK_ABOVE = env.int(
    "TARGETS_ASK_ABOVE", 100
)  # times the plan; a larger value is asked about once
TARGETS_ASK_ABOVE_EARLIER = env.int(
    "TARGETS_ASK_ABOVE_EARLIER", 5
)  # times the largest value that the unit reported before
