"""Django's settings, made from `config`; nothing here is decided twice."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from perennial.config import read_config
from perennial.records.database import database_of
from perennial.records.locale import compiled_locales
from perennial.records.mail import mail_settings
from perennial.records.structured_logs import LOGGING as _LOGGING

django_stubs_ext.monkeypatch()

CONFIG = read_config()
PACKAGE = Path(__file__).parent
DATA_DIR = CONFIG.data_dir

SECRET_KEY = CONFIG.secret_key
DEBUG = CONFIG.debug
ALLOWED_HOSTS = list(CONFIG.allowed_hosts)
INTERNAL_IPS: list[str] = []

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rules.apps.AutodiscoverRulesConfig",
    "simple_history",
    "anymail",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "django_structlog",
    "perennial.records",
    "perennial.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "perennial.web.middleware.turn.TurnMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "perennial.web.middleware.unkept.UnkeptMiddleware",
    "perennial.web.middleware.habits.HabitsMiddleware",  # language and time zone of who asks
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "perennial.web.middleware.deny.DenyByDefaultMiddleware",
]

ROOT_URLCONF = "perennial.web.urls"
WSGI_APPLICATION = "perennial.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "records.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "perennial.web.context.house",
            ],
            "builtins": ["perennial.web.templatetags.words", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": database_of(CONFIG.database_url, DATA_DIR)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by an invitation that was sent to their address
ACCOUNT_ADAPTER = "perennial.web.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "perennial.web.accounts.adapter.SocialAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Perennial"
MFA_ADAPTER = "perennial.web.accounts.second_factor.SecondFactorAdapter"
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "company",
                    "name": "OpenID Connect",
                    "client_id": CONFIG.oidc_client,
                    "secret": CONFIG.oidc_secret,
                    "settings": {"server_url": CONFIG.oidc_url},
                }
            ]
        }
    }
    if CONFIG.oidc_url
    else {}
)

LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = compiled_locales(PACKAGE / "web" / "locale", DATA_DIR / "cache" / "locale")
TIME_ZONE = CONFIG.time_zone
USE_TZ = True
USE_I18N = True

STATIC_URL = f"{CONFIG.base_path}/static/"
STATIC_ROOT = DATA_DIR / "cache" / "static"
STATICFILES_DIRS = [("perennial", PACKAGE / "pictures" / "look")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "perennial.web.hashed_files.HashedFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

FORCE_SCRIPT_NAME = CONFIG.base_path or None
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = CONFIG.base_path or "/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.https
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.https else None
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"] if CONFIG.https else []
_SIGN_IN = ["{0.scheme}://{0.netloc}".format(urlsplit(CONFIG.oidc_url))] if CONFIG.oidc_url else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, UNSAFE_INLINE],  # charts and bars carry their sizes as style attributes
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *_SIGN_IN],  # a form of ours is led on to the service that signs people in
        "frame-ancestors": [NONE],
    },
    "EXCLUDE_URL_PREFIXES": [f"{CONFIG.base_path}/office/"],  # the back office brings scripts of its own
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "perennial_cache",
    }
}

_MAIL = mail_settings(CONFIG.email_url, CONFIG.email_hook_secret)
globals().update(_MAIL)
MAIL_SERVICE = str(_MAIL["MAIL_SERVICE"])
LOGGING = _LOGGING

UNFOLD = {"SITE_TITLE": "Perennial", "SITE_HEADER": "Perennial", "SITE_SYMBOL": "potted_plant"}
SILENCED_SYSTEM_CHECKS: list[str] = []
