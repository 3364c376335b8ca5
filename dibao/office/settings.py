"""Django's settings of the office; what differs between installations comes from the surroundings.

DIBAO_HOME      folder of database, keys, files (default: 阳光低保办公 below the current folder)
DIBAO_DATABASE  postgresql://user:password@host:port/name; nothing for SQLite
DIBAO_DEMO      1 for a made-up county with accounts to try
DIBAO_HOSTS     names under which the office is reached, with commas
DIBAO_TLS       1 where the office is reached by https only
"""

from pathlib import Path

from csp.constants import NONE, SELF

from dibao.office import environment
from dibao.office.secrets import key_for, root_secret

HOME = environment.folder("DIBAO_HOME", "阳光低保办公")
DEMO = environment.flag("DIBAO_DEMO")
DEMO_PASSWORD = "Yangguang-2024"  # of every account of a made-up county, shown on its sign-in page
TLS = environment.flag("DIBAO_TLS")
ROOT_SECRET = root_secret(HOME)
SECRET_KEY = key_for("django", ROOT_SECRET).hex()
DEBUG = False
ALLOWED_HOSTS = [h for h in environment.text("DIBAO_HOSTS").split(",") if h] + ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, for our renderer
    "django_htmx",
    "csp",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "dibao.office.base",
    "dibao.office.accounts",
    "dibao.office.campaigns",
    "dibao.office.intake",
    "dibao.office.screening",
    "dibao.office.cases",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dibao.office.base.middleware.NoStore",
    "dibao.office.accounts.middleware.SignedIn",
    "dibao.office.accounts.middleware.Scope",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "dibao.office.urls"
WSGI_APPLICATION = "dibao.office.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dibao.office.base.context.house",
                "dibao.office.campaigns.context.phase",
            ],
            "builtins": [
                "dibao.office.base.templatetags.office",
                "dibao.office.base.templatetags.parts",
                "dibao.office.accounts.templatetags.people",
            ],
        },
    }
]

FORM_RENDERER = "dibao.office.base.forms.Renderer"
CSRF_FAILURE_VIEW = "dibao.office.base.views.stale_form"

DATABASES = {"default": environment.database("DIBAO_DATABASE", HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "dibao.office.accounts.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "dibao.office.accounts.passwords.ThreeKinds"},
    {"NAME": "dibao.office.accounts.passwords.NotTheName"},
    {"NAME": "dibao.office.accounts.passwords.NotRecent"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "dibao.office.accounts.views.session.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 30 * 60  # seconds without a click
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 31536000 if TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

NODE_MODULES = Path(__file__).resolve().parents[2] / "node_modules"
NPM_ASSETS = {  # address below /static/ → file of a package
    "vendor/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "vendor/icons/bootstrap-icons.min.css": "bootstrap-icons/font/bootstrap-icons.min.css",
    "vendor/icons/fonts/bootstrap-icons.woff2": "bootstrap-icons/font/fonts/bootstrap-icons.woff2",
    "vendor/icons/fonts/bootstrap-icons.woff": "bootstrap-icons/font/fonts/bootstrap-icons.woff",
    "vendor/echarts.min.js": "echarts/dist/echarts.min.js",
}
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "dibao.office.base.assets.NpmFinder",
]
WHITENOISE_USE_FINDERS = True  # no collectstatic: one step less for whoever installs
WHITENOISE_AUTOREFRESH = False

MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
