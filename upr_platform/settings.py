"""One settings file; everything that differs between installations comes from the environment."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from common.languages import LANGUAGES  # noqa: F401 a setting
from upr_platform.env import env_bool, env_int, env_list, env_secret, env_text
from upr_platform.schedule import beat_schedule

BASE_DIR = Path(__file__).resolve().parent.parent

PLATFORM_NAME = env_text("PLATFORM_NAME", "UPR Platform")
SECRET_KEY = env_secret("SECRET_KEY")
# Keys of before, divided by commas: what they sealed or signed stays readable.
SECRET_KEY_FALLBACKS = [key for key in env_secret("SECRET_KEY_FALLBACKS", required=False).split(",") if key]
DEBUG = env_bool("DEBUG")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "upr_platform.urls"
WSGI_APPLICATION = "upr_platform.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.idp.oidc",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "common",
    "cycles",
    "accounts",
    "guidance",
    "reminders",
    "implementation",
    "submissions",
    "advocacy",
    "impact",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.middleware.SafeHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "common.middleware.PolicyMiddleware",
    "cycles.middleware.KeptAnswerMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.SessionAgeMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "common.middleware.ActorMiddleware",
    "common.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ClosedDoorMiddleware",
    "common.middleware.MeanwhileMiddleware",
    "common.middleware.NoNullMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "upr_platform.context.site",
                "upr_platform.context.unread",
            ],
            "builtins": ["common.templatetags.marks"],
        },
    }
]
FORM_RENDERER = "common.forms.PageFormRenderer"

# Data. The application's role owns nothing; `migrate` uses the other one (docs/adr/0001-postgresql-only.md).
DATABASES = {
    "default": dj_database_url.parse(env_secret("DATABASE_URL"), conn_max_age=0),
    "owner": dj_database_url.parse(env_secret("DATABASE_OWNER_URL", required=False) or env_secret("DATABASE_URL")),
}
# Tells PostgreSQL who is acting, for row-level security (docs/adr/0005-second-wall.md).
DATABASES["default"]["ENGINE"] = "common.postgres"
# Our statements are short: compiling them takes longer than running them.
NO_COMPILING = "-c jit=off"
DATABASES["default"]["OPTIONS"] = {
    "pool": {"min_size": 1, "max_size": env_int("DATABASE_POOL", 8)},
    "options": NO_COMPILING,
}
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env_text("CACHE_URL")}
        if env_text("CACHE_URL")
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "common_cacheentry"}
    )
    | {"KEY_FUNCTION": "common.keys.cache_key"},
    # Packed answers of the public record, some 10 kB each, under the version they belong to; each process has its own.
    "answers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "answers",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # How often somebody asked the API; each process counts for itself.
    "throttle": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttle"},
}

# Files that people bring are private: a view that asks `visible_to` hands them out, never the web server by path.
MEDIA_ROOT = env_text("MEDIA_ROOT", str(BASE_DIR / "var" / "media"))
MAX_UPLOAD_BYTES = 25 * 1024 * 1024
# Where ClamAV's daemon listens, host:port or the path of a socket; empty: files are not looked at.
CLAMAV = env_text("CLAMAV")
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "common.uploads.LimitedFileHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
STATIC_URL = "/static/"
# The addresses of pages name the hashed files only: no second copy, half the time to prepare.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATIC_ROOT = env_text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# People
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Length and a list of common passwords; no rules about signs and digits (NIST SP 800-63B, section 5.1.1.2).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "impact:start"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "accounts.forms.entrance.SignUpForm",
    "login": "accounts.forms.entrance.SignInForm",
    "reset_password": "accounts.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.entrance.NewPasswordForm",
    "set_password": "accounts.forms.entrance.FirstPasswordForm",
    "change_password": "accounts.forms.entrance.ChangePasswordForm",
    "reauthenticate": "accounts.forms.entrance.ConfirmPasswordForm",
    "add_email": "accounts.forms.entrance.ChangeAddressForm",
}
ACCOUNT_CHANGE_EMAIL = True
# Beside allauth's own: messages to the operator, from one address on the net and from all.
ACCOUNT_RATE_LIMITS = {"contact": "5/h/ip,60/h/key"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXIES", 0)
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if env_text("EMAIL_HOST") else "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Whoever changed the password signs in with it like everybody, second factor included.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
MFA_ADAPTER = "accounts.second_factor_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Clocks of old telephones are off by some seconds.
MFA_TOTP_TOLERANCE = 1
# Where mail works, nobody signs in before the address is confirmed; where it does not, no address ever is.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers give passkeys to https and to localhost only; allauth need not be told twice, unless there is no https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env_bool("SECURE", True)
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factors.SecondStepForm",
    "reauthenticate": "accounts.forms.second_factors.ConfirmCodeForm",
    "activate_totp": "accounts.forms.second_factors.AppForm",
    "add_webauthn": "accounts.forms.second_factors.PasskeyForm",
    "edit_webauthn": "accounts.forms.second_factors.PasskeyNameForm",
}
# The sign-in of the organisation that runs this server, or of its people (docs/operations.md): all four, or none.
OIDC_NAME = env_text("OIDC_NAME")
OIDC_SERVER = env_text("OIDC_SERVER")
# Where its sign-in page may be; without it, where the provider itself is.
OIDC_ORIGINS = env_list("OIDC_ORIGINS") or (["/".join(OIDC_SERVER.split("/")[:3])] if OIDC_SERVER else [])
SOCIALACCOUNT_ADAPTER = "accounts.provider_adapter.ProviderAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.providers.ProviderSignUpForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "own",
                "name": OIDC_NAME,
                "client_id": env_text("OIDC_CLIENT_ID"),
                "secret": env_secret("OIDC_CLIENT_SECRET", required=False),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_NAME
        else [],
    }
}
# Hours between the request for a way round a lost second factor and the day on which it may be allowed.
SECOND_FACTOR_WAIT_HOURS = env_int("SECOND_FACTOR_WAIT_HOURS", 72)
# Minutes without a click, and hours since signing in, after which a session ends.
SESSION_IDLE_MINUTES = env_int("SESSION_IDLE_MINUTES", 30)
SESSION_MAX_HOURS = env_int("SESSION_MAX_HOURS", 12)
SIGNUP = env_text("SIGNUP", "open")  # open, approval, closed
OPERATOR_NAME = env_text("OPERATOR_NAME")
OPERATOR_CONTACT = env_text("OPERATOR_CONTACT")
# What of a workspace can be shown by a link (accounts/shares.py).
SHARE_KINDS = ["implementation.shares.KINDS", "submissions.shares.KINDS", "advocacy.shares.KINDS"]
LEAVE_URL = env_text("LEAVE_URL", "https://www.wikipedia.org/")

# Machines fetch a key for an hour with their own name and secret, and in no other way; nobody registers one from
# outside, and nothing is fetched to know one. allauth's own addresses are left out: accounts.views.machines.
IDP_OIDC_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 60 * 60
IDP_OIDC_DCR_ENABLED = IDP_OIDC_CIMD_ENABLED = IDP_OIDC_INTROSPECTION_ENABLED = False

# Mail
# How people reach this server: what stands before every address in a mail.
PUBLIC_URL = env_text(
    "PUBLIC_URL", f"https://{ALLOWED_HOSTS[0]}/" if env_bool("SECURE", True) else "http://127.0.0.1:8000/"
)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env_text("EMAIL_HOST")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = env_text("MAIL_DIR", str(BASE_DIR / "var" / "mail"))
EMAIL_HOST = env_text("EMAIL_HOST")
EMAIL_PORT = env_int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env_text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env_secret("EMAIL_HOST_PASSWORD", required=False)
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", "UPR Platform <noreply@localhost>")

# Background work: the broker carries ids only, the truth is in PostgreSQL.
CELERY_BROKER_URL = env_text("CELERY_BROKER_URL", "filesystem://")
BROKER_DIR = Path(env_text("BROKER_DIR", str(BASE_DIR / "var" / "broker")))
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
    }
    if CELERY_BROKER_URL.startswith("filesystem")
    else {}
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Without an end: the broker comes back when it comes back.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Between two looks for reminders that are due.
WAKE_SECONDS = env_int("WAKE_SECONDS", 30)
CELERY_BEAT_SCHEDULE = beat_schedule(WAKE_SECONDS)

# Languages: LANGUAGES, the six of the United Nations, comes from common.
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True

# Safety
# On unless said otherwise: a server without TLS has to ask for it (the embedded default, on loopback, does).
SECURE = env_bool("SECURE", True)
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
# The prefix makes the browser refuse such a cookie from another host of the domain, and without TLS.
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
    f"{COOKIE_PREFIX}{name}" for name in ("sessionid", "csrftoken", "language")
)
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_MAX_HOURS * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "common.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
# Not in a cookie of its own, where words of the page would stay in the browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Nothing under these is for search engines (robots.txt, X-Robots-Tag); what stands under the others no browser keeps.
HIDDEN = (
    "accounts account admin contact deadlines evidence feeds invitations leave organisations reminders reports shared "
    "start workspaces"
)
HIDDEN_PATHS = tuple(f"/{name}/" for name in HIDDEN.split())
SECRET_PATHS = ("/accounts/", "/feeds/", "/shared/", "/invitations/")
DEFAULT_EXCEPTION_REPORTER_FILTER = "common.redaction.SafeReporter"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that signs in by way of a provider ends on the provider's page.
        "form-action": [SELF, *OIDC_ORIGINS],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# API
API_RATE = env_text("API_RATE", "120/min")
PROGRAM_RATE = env_text("PROGRAM_RATE", "300/min")
# Phones ask for a calendar a few times a day; several may share one address of it.
FEED_RATE = "60/hour"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["common.api.RulePermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "common.api.PagePagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "common.api_schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["common.api.PublicThrottle", "common.api.KeyThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": API_RATE, "key": PROGRAM_RATE, "wrong_key": API_RATE, "feed": FEED_RATE},
    "EXCEPTION_HANDLER": "common.problems.problem_details",
    "NUM_PROXIES": env_int("TRUSTED_PROXIES", 0),
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "UPR Platform API",
    "DESCRIPTION": "The public record of the Universal Periodic Review, and what became of its recommendations.",
    "VERSION": "1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "ConfidenceEnum": "cycles.models.Confidence",
        "RatingConfidenceEnum": "implementation.models.Rating.Confidence",
        "DeadlineStatusEnum": "reminders.models.Deadline.Status",
        "ReviewStatusEnum": "cycles.models.Review.Status",
    },
    "SCHEMA_PATH_PREFIX": r"/api/v1",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "common.redaction.SafeFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "INFO")},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}
