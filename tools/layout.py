"""Where things lie: the project, its data folder, its Python environment; and what the programs are told of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.console import Trouble

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PORT = 8000
LOOPBACK_HOSTS = "localhost,127.0.0.1,[::1]"


@dataclass(frozen=True)
class Layout:
    """The folders of one copy of the platform."""

    root: Path
    var: Path
    venv: Path
    venv_is_given: bool

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def logs(self) -> Path:
        return self.var / "logs"

    @property
    def static(self) -> Path:
        return self.var / "static"

    def short(self, path: Path) -> str:
        """The path as a person in the project folder would write it."""
        try:
            return str(path.relative_to(self.root))
        except ValueError:
            return str(path)


def read_layout(environ: Mapping[str, str]) -> Layout:
    """`VAR` is the data folder; `UPR_VENV` is an environment that is already there and is used as it is."""
    var = environ.get("VAR", "").strip()
    venv = environ.get("UPR_VENV", "").strip()
    return Layout(
        root=ROOT,
        var=Path(var).expanduser().absolute() if var else ROOT / "var",
        venv=Path(venv).expanduser().absolute() if venv else ROOT / ".venv",
        venv_is_given=bool(venv),
    )


def read_port(environ: Mapping[str, str]) -> int:
    value = environ.get("PORT", "").strip() or str(DEFAULT_PORT)
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise Trouble(f"PORT must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def read_database_urls(environ: Mapping[str, str]) -> dict[str, str]:
    """The two addresses of a database of one's own, or nothing: then the embedded one is used."""
    urls = {name: environ.get(name, "").strip() for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    missing = [name for name, url in urls.items() if not url]
    if len(missing) == 1:
        raise Trouble(
            f"{missing[0]} is not set, though its sister is. Set both (the application's role and the role that owns"
            " the tables) for a database of your own, or neither for the embedded one."
        )
    return {} if missing else urls


def make_private(folder: Path) -> None:
    """The data folder, closed to other users."""
    for name in ("", "logs", "media", "mail", "broker/queue", "broker/control"):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)


def secret_key_file(folder: Path) -> Path:
    """The file with this copy's random secret key, made at the first start."""
    path = folder / "secret_key"
    if not path.exists():
        unfinished = folder / f"secret_key.{os.getpid()}"
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(64) + "\n")
        unfinished.replace(path)
    return path


def environment(
    layout: Layout, urls: Mapping[str, str], environ: Mapping[str, str], *, folder: Path | None = None
) -> dict[str, str]:
    """The environment of every program that is started. What the caller has set stands; loopback is always a host."""
    folder = folder or layout.var
    env = dict(environ)
    env.update(urls)
    env.pop("DJANGO_SETTINGS_MODULE", None)  # each program knows its own: the platform's, or the tests'
    env["PYTHONUNBUFFERED"] = "1"
    env["ALLOWED_HOSTS"] = ",".join(filter(None, (environ.get("ALLOWED_HOSTS", ""), LOOPBACK_HOSTS)))
    if not environ.get("SECRET_KEY") and not environ.get("SECRET_KEY_FILE"):
        env["SECRET_KEY_FILE"] = str(secret_key_file(folder))
    # No TLS on loopback: cookies for https alone would lock everybody out.
    env.setdefault("SECURE", "0")
    env.setdefault("CELERY_BROKER_URL", "filesystem://")
    env.setdefault("BROKER_DIR", str(folder / "broker"))
    env.setdefault("MEDIA_ROOT", str(folder / "media"))
    env.setdefault("MAIL_DIR", str(folder / "mail"))
    env.setdefault("STATIC_ROOT", str(layout.static))
    return env
