"""The launcher's parts that can be looked at without starting anything, and one whole start."""

import ast
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import dj_database_url
import pytest

import run
from tools import checks, devdb, install, launcher, layout, preparing, processes
from tools.console import Trouble

ROOT = Path(run.__file__).parent


@contextmanager
def taken_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


def make_layout(folder: Path) -> layout.Layout:
    layout.make_private(folder)
    return layout.Layout(root=ROOT, var=folder, venv=Path(sys.prefix), venv_is_given=True)


@pytest.mark.parametrize(
    ("version", "system", "line"),
    [
        ((3, 10, 12), "posix", "This needs Python 3.11 or newer; this one is 3.10."),
        ((3, 11, 0), "posix", ""),
        ((3, 14, 0), "posix", ""),
        ((3, 12, 1), "nt", "This needs Linux or macOS. On Windows, use the Windows Subsystem for Linux."),
    ],
)
def test_complaint_about_python(version, system, line):
    assert run.complaint_about_python(version, system) == line


def test_run_file_is_readable_to_old_pythons():
    assert ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ("run", [])),
        (["run"], ("run", [])),
        (["test", "--fast", "-k", "x"], ("test", ["--fast", "-k", "x"])),
        (["manage", "import_record", "a b.docx"], ("manage", ["import_record", "a b.docx"])),
        (["--help"], ("help", ["--help"])),
        (["rnu"], ("help", ["rnu"])),
    ],
)
def test_split_arguments(arguments, expected):
    assert launcher.split_arguments(arguments) == expected


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["-k", "needle", "-x"],
        ["-m", "not slow and not browser"],
        ["tests/common"],
        ["tests/test_bench.py", "tests/test_broker.py::test_report_goes_through_the_broker"],
    ],
)
def test_tests_use_every_processor(words):
    words = launcher.side_by_side(words, ROOT, 2)

    assert words == ["--numprocesses", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


@pytest.mark.parametrize(
    "words",
    [
        ["-n", "3"],
        ["-n0"],
        ["--numprocesses=1"],
        ["-p", "no:xdist"],
        ["tests", "--pdb"],
        ["-s"],
        ["tests/test_bench.py"],
        ["tests/test_launcher.py::test_port_is_read", "tests/test_launcher.py::test_split_arguments"],
    ],
)
def test_tests_stay_in_one_process_where_that_is_said_or_they_are_of_one_file(words):
    assert launcher.side_by_side(words, ROOT, 2) == []


def test_tests_stay_in_one_process_on_one_processor():
    assert launcher.side_by_side([], ROOT, 1) == []


def test_split_line_keeps_quoted_words_together():
    words = launcher.split_line(["import_record \"a b.docx\" --review 'SVN-4'"])

    assert words == ["import_record", "a b.docx", "--review", "SVN-4"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("", 'Say which command: make manage CMD="…". `make manage CMD=help` lists them.'),
        ("a 'b", "The command line cannot be read: No closing quotation."),
    ],
)
def test_split_line_refuses_what_is_no_command(line, complaint):
    with pytest.raises(Trouble, match=re.escape(complaint)):
        launcher.split_line([line])


@pytest.mark.parametrize(("value", "port"), [("", 8000), ("8001", 8001), (" 65535 ", 65535)])
def test_port_is_read(value, port):
    assert layout.read_port({"PORT": value}) == port


@pytest.mark.parametrize("value", ["0", "65536", "-1", "web", "80.5"])
def test_port_that_is_none_is_refused(value):
    with pytest.raises(Trouble, match=f"PORT must be a number from 1 to 65535, not '{value}'."):
        layout.read_port({"PORT": value})


def test_layout_without_environment_lies_in_the_project():
    found = layout.read_layout({})

    assert (found.var, found.venv, found.venv_is_given) == (ROOT / "var", ROOT / ".venv", False)


def test_layout_takes_data_folder_and_environment_from_the_caller(tmp_path):
    found = layout.read_layout({"VAR": str(tmp_path / "a b"), "UPR_VENV": str(tmp_path / "venv")})

    assert (found.var, found.venv, found.venv_is_given) == (tmp_path / "a b", tmp_path / "venv", True)


def test_one_database_address_without_the_other_is_refused():
    with pytest.raises(Trouble, match=r"^DATABASE_OWNER_URL is not set, though its sister is\."):
        layout.read_database_urls({"DATABASE_URL": "postgresql://upr_app@example.org/upr"})


def test_environment_leaves_what_the_caller_set(tmp_path):
    caller = {"ALLOWED_HOSTS": "upr.example.org", "MAIL_DIR": "/mail", "SECRET_KEY": "x", "DJANGO_SETTINGS_MODULE": "y"}

    env = layout.environment(make_layout(tmp_path), {"DATABASE_URL": "a", "DATABASE_OWNER_URL": "b"}, caller)

    assert env["ALLOWED_HOSTS"] == "upr.example.org,localhost,127.0.0.1,[::1]"
    assert (env["MAIL_DIR"], env["SECRET_KEY"], env["DATABASE_OWNER_URL"]) == ("/mail", "x", "b")
    assert env["MEDIA_ROOT"] == str(tmp_path / "media")
    assert not {"SECRET_KEY_FILE", "DJANGO_SETTINGS_MODULE"} & set(env)


def test_secret_key_is_made_once_and_for_its_owner_alone(tmp_path):
    path = layout.secret_key_file(tmp_path)
    key = path.read_text()

    assert layout.secret_key_file(tmp_path).read_text() == key
    assert len(key) > 80
    assert path.stat().st_mode & 0o777 == 0o600


def test_taken_port_is_named_with_a_way_out():
    with taken_port() as port, pytest.raises(Trouble) as trouble:
        launcher.check_port(port, patience=0)

    line = f"Port {port} is taken by another program. Choose another: PORT={port + 1} python3 run.py"
    assert (str(trouble.value), trouble.value.status) == (line, 2)


def test_second_start_names_the_first(tmp_path):
    place = make_layout(tmp_path)

    with launcher.run_lock(place, "http://127.0.0.1:8000/"):
        assert launcher.is_running(place)
        with pytest.raises(Trouble) as trouble, launcher.run_lock(place, "http://127.0.0.1:8001/"):
            pass

    assert str(trouble.value) == (
        f"The platform already runs with the data folder {tmp_path}: http://127.0.0.1:8000/ (process {os.getpid()})."
        " For a second copy choose another folder and port: VAR=… PORT=… python3 run.py"
    )
    assert not launcher.is_running(place)


def test_full_disk_is_noticed_before_the_work(tmp_path):
    with pytest.raises(
        Trouble, match=rf"^The disk is too full: \d+ MB are free in {tmp_path}, 999999999 MB are needed"
    ):
        install.check_space(tmp_path / "not" / "yet", 999_999_999)


def test_given_environment_without_python_is_refused(tmp_path):
    place = layout.Layout(root=ROOT, var=tmp_path, venv=tmp_path, venv_is_given=True)

    with pytest.raises(Trouble, match=f"UPR_VENV names {tmp_path}, and there is no bin/python in it."):
        install.ensure_packages(place, "dev", print)


def test_lock_that_names_a_host_or_a_path_is_found(tmp_path):
    good = "django==5.2 \\\n    --hash=sha256:00\n"
    (tmp_path / "a.txt").write_text(good)
    (tmp_path / "b.txt").write_text(f"{good}--index-url x\nx @ file:///x\ny @ https://example.org/y\n")

    assert checks.foreign_lines(tmp_path) == [
        "b.txt:3: --index-url x",
        "b.txt:4: x @ file:///x",
        "b.txt:5: y @ https://example.org/y",
    ]


def test_database_address_survives_spaces_colons_and_capitals():
    url = devdb.database_url("upr_app", Path("/Some Folder/a:b%c/é"))

    read = dj_database_url.parse(url)

    assert (read["HOST"], read["USER"], read["NAME"]) == ("/Some Folder/a:b%c/é", "upr_app", "upr")


@pytest.mark.parametrize(("length", "fits"), [(89, True), (90, False)])
def test_socket_path_has_a_limit(length, fits):
    assert devdb.socket_fits(Path("/" + "x" * (length - 1))) is fits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42\n/data\n1\n5432\n/sock\n\n 1 2\nready   \n", devdb.Postmaster(42, Path("/sock"), is_ready=True)),
        ("42\n/data\n1\n5432\n/sock\n\n 1 2\nstarting\n", devdb.Postmaster(42, Path("/sock"), is_ready=False)),
        ("42\n/data\n", devdb.Postmaster(42, None, is_ready=False)),
        ("", None),
        ("what\n", None),
    ],
)
def test_postmaster_file_is_read(tmp_path, text, expected):
    (tmp_path / "postmaster.pid").write_text(text)

    assert devdb.read_postmaster(tmp_path) == expected


def test_lock_files_of_a_dead_server_are_dropped_though_its_number_is_in_use(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n1\n5432\n{tmp_path}\n\n 1 2\nready\n")
    (tmp_path / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")

    devdb.clear_remains(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_server_that_lost_its_socket_is_ended(tmp_path):
    server = subprocess.Popen(["sleep", "60"], cwd=tmp_path)
    (tmp_path / "postmaster.pid").write_text(f"{server.pid}\n{tmp_path}\n1\n5432\n{tmp_path}\n\n 1 2\nready\n")

    devdb.clear_remains(tmp_path)

    assert server.wait(timeout=5) == -signal.SIGINT
    assert not (tmp_path / "postmaster.pid").exists()


def test_dead_process_that_nobody_buried_is_not_alive():
    process = subprocess.Popen(["true"])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

    assert not devdb.is_alive(process.pid)

    process.wait()


def test_ending_takes_the_whole_process_group_along(tmp_path):
    stubborn = "trap '' TERM; sleep 60 & echo $!; wait"
    child = processes.start("stubborn", ["sh", "-c", stubborn], env=os.environ, cwd=tmp_path, log=tmp_path / "log")
    while not (tmp_path / "log").read_text().strip():
        time.sleep(0.01)
    grandchild = int((tmp_path / "log").read_text())

    processes.end_all([child], seconds=0.1)

    assert child.process.returncode == -signal.SIGKILL
    assert wait_until(lambda: not devdb.is_alive(grandchild))


def test_fingerprint_changes_with_sources_and_database(tmp_path):
    place = layout.Layout(root=tmp_path, var=tmp_path / "var", venv=tmp_path, venv_is_given=True)
    (tmp_path / "cycles" / "migrations").mkdir(parents=True)
    first, other = {"DATABASE_URL": "postgresql://a/upr"}, {"DATABASE_URL": "postgresql://b/upr"}
    before = preparing.fingerprint(place, first)

    (tmp_path / "cycles" / "migrations" / "0001_initial.py").touch()

    after = preparing.fingerprint(place, first)
    assert len({before, after, preparing.fingerprint(place, other)}) == 3
    assert after == preparing.fingerprint(place, first)


def test_command_in_front_gives_its_status(tmp_path):
    assert processes.run_in_front(["sh", "-c", "exit 7"], env=os.environ, cwd=tmp_path) == 7


def test_every_variable_of_the_settings_is_in_the_example():
    settings = (ROOT / "upr_platform" / "settings.py").read_text()
    read = set(re.findall(r"env_(?:text|bool|int|list|secret)\(\s*\"(\w+)\"", settings))
    named = set(re.findall(r"\b([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text()))

    assert read - named == set()


def test_no_secret_has_a_default():
    compose = (ROOT / "docker-compose.yml").read_text()
    with_default = set(re.findall(r"\$\{(\w+):?-[^}]", compose))
    in_example = re.findall(r"^(\w*(?:KEY|PASSWORD)\w*)=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert {name for name in with_default if re.search("KEY|PASSWORD|SECRET|TOKEN", name)} == set()
    assert in_example == []


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def processes_with(words: bytes) -> dict[int, str]:
    """The processes whose environment or arguments name a folder: number and command line."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if words in (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes():
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


@pytest.mark.slow
def test_whole_platform_starts_answers_outlives_its_worker_and_leaves_nothing_behind(tmp_path):
    var = tmp_path / "data folder"
    with taken_port() as port:
        pass
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "DEMO": "0"}
    env |= {"VAR": str(var), "PORT": str(port), "UPR_VENV": sys.prefix}

    with subprocess.Popen(
        [sys.executable, ROOT / "run.py"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as platform:
        said = []
        for line in platform.stdout:
            said.append(line)
            if line.startswith("The platform runs"):
                break
        try:
            (worker,) = [pid for pid, words in processes_with(os.fsencode(var)).items() if " celery " in words]
            os.kill(worker, signal.SIGKILL)
            for line in platform.stdout:
                if line.startswith("The worker ended by itself and is started again"):
                    break
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
                body = answer.read()
        finally:
            platform.send_signal(signal.SIGTERM)
            rest = platform.stdout.read()

    assert said[-1] == f"The platform runs: http://127.0.0.1:{port}/\n", "".join(said) + rest
    assert body == b"ok\n"
    assert platform.returncode == 0
    assert wait_until(lambda: processes_with(os.fsencode(var)) == {})
    assert not (var / "pg" / "postmaster.pid").exists()
