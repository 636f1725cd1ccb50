"""From a fresh clone to the running app, its tests or its benchmarks by one command each.

Runs on the system's Python with nothing installed, so it may import the standard library only,
and nothing of Bastama.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "bastama-stamp"
BENCH_STAMP = VENV / "bastama-bench-stamp"
OLDEST_PYTHON = (3, 11)
NO_SETUP = 3

# What Qt's core, its offscreen plugin and its xcb plugin link to outside the wheel, by Debian
# package. What these packages themselves depend on is apt's business.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What WeasyPrint, one of those we are measured against, links to.
BENCH_LIBRARIES = {
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
}

USAGE = """\
python3 tools/dev.py run              set everything up, open the app on the sample project
python3 tools/dev.py test [ARGS...]   set everything up, run the tests (ARGS go to pytest)
python3 tools/dev.py bench [ARGS...]  set everything up, run benchmarks/run.py (ARGS go to it)
"""
OLD_PYTHON = """\
Bastama needs Python 3.11 or newer; this is {version}.
Bastama үшін Python 3.11 не одан жаңасы керек; мұнда {version}.
Нужен Python 3.11 или новее; здесь {version}."""
SETTING_UP = """\
Setting up in .venv: some minutes and about 500 MB, the first time only.
.venv қалтасында дайындалып жатыр: тек бірінші жолы, бірнеше минут, 500 МБ шамасында.
Подготовка в .venv: только в первый раз, несколько минут, около 500 МБ."""
INSTALLING = """\
Installing from the system's packages / Жүйе пакеттері орнатылуда / Ставятся системные пакеты:
  {packages}"""
NO_VENV = """\
This Python cannot make a virtual environment. Install this, then try again:
Бұл Python виртуалды орта жасай алмайды. Мынаны орнатып, қайта көріңіз:
Этот Python не умеет создавать виртуальное окружение. Установите и повторите:
  {remedy}"""
NO_LIBRARIES = """\
The window and its tests lack some of the system's libraries. Install them:
Терезе мен оның сынақтарына жүйенің кейбір кітапханалары жетіспейді. Орнатыңыз:
Окну и его тестам не хватает системных библиотек. Установите их:
  {remedy}"""
NO_BENCH_LIBRARIES = """\
WeasyPrint, which we are measured against, lacks some of the system's libraries. Install them:
Салыстыруға алынған WeasyPrint-ке жүйенің кейбір кітапханалары жетіспейді. Орнатыңыз:
WeasyPrint, с которым идёт сравнение, не хватает системных библиотек. Установите их:
  {remedy}"""
NO_PACKAGES = """\
The Python packages could not be installed; pip's words are above. Is there a network?
Python пакеттері орнатылмады; pip хабары жоғарыда. Желі бар ма?
Пакеты Python не установились; сообщение pip выше. Есть ли сеть?"""
NO_WINDOW = """\
The window could not be opened on this screen.
Бұл экранда терезе ашылмады.
На этом экране окно не открылось."""


class SetupError(Exception):
    """Set-up cannot go on; the message says what the user may do."""


def main(arguments: list[str]) -> int:
    """Do the named task and return its exit code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    if arguments[:1] not in (["run"], ["test"], ["bench"]):
        print(USAGE, end="")
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        set_up()
        if arguments[0] == "bench":
            set_up_bench()
    except SetupError as error:
        say(str(error))
        return NO_SETUP
    try:
        return TASKS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


def say(text: str) -> None:
    """Print at once, before the output of any child."""
    print(text, flush=True)


# --- tasks ---------------------------------------------------------------------------------------


def run_app(_arguments: list[str]) -> int:
    """Open the app on the sample project, or write the sample's reports where no window opens."""
    command = [str(venv_python()), str(ROOT / "main.py"), "--sample"]
    code = subprocess.call(command)
    # Qt aborts when the screen that DISPLAY names does not answer.
    if os.name == "posix" and code == -signal.SIGABRT:
        say(NO_WINDOW)
        screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        code = subprocess.call(
            command, env={name: value for name, value in os.environ.items() if name not in screens}
        )
    return code


def run_tests(arguments: list[str]) -> int:
    """Run pytest in the checkout: all tests on all cores, or what the arguments say on one."""
    how = arguments or ["-n", "auto", "--dist", "worksteal"]
    return subprocess.call([str(venv_python()), "-m", "pytest", *how], cwd=ROOT)


def run_bench(arguments: list[str]) -> int:
    """Measure Bastama beside its peers."""
    return subprocess.call([str(venv_python()), str(ROOT / "benchmarks" / "run.py"), *arguments])


TASKS = {"run": run_app, "test": run_tests, "bench": run_bench}


# --- set-up --------------------------------------------------------------------------------------


def set_up() -> None:
    """Make .venv with everything in it, unless it is there already."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(OLD_PYTHON.format(version=sys.version.split()[0]))
    add_system_packages()
    stamp = describe_setup()
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != stamp:
        install_everything(stamp)
    # Compiled catalogues only start the app quicker: without them it reads the .po themselves.
    subprocess.call([str(venv_python()), str(ROOT / "tools" / "catalogues.py"), "compile"])


def install_everything(stamp: str) -> None:
    """Make .venv with the app, editable, and all it needs; leave `stamp` when that is done."""
    say(SETTING_UP)
    STAMP.unlink(missing_ok=True)
    make_venv()
    install_packages("dev")
    STAMP.write_text(stamp, encoding="utf-8")


def set_up_bench() -> None:
    """Add to .venv those we are measured against, unless they are there already."""
    stamp = describe_setup()
    if BENCH_STAMP.is_file() and BENCH_STAMP.read_text(encoding="utf-8") == stamp:
        return
    missing = sorted(pkg for name, pkg in BENCH_LIBRARIES.items() if not can_load(name))
    if missing and sys.platform.startswith("linux") and not apt_install(missing):
        say(NO_BENCH_LIBRARIES.format(remedy="sudo apt-get install " + " ".join(missing)))
    install_packages("bench")
    BENCH_STAMP.write_text(stamp, encoding="utf-8")


def install_packages(extra: str) -> None:
    """Install Bastama into .venv with one of its extras."""
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.call([*pip, "--editable", f"{ROOT}[{extra}]"]):
        raise SetupError(NO_PACKAGES)


def describe_setup() -> str:
    """Return a line that changes when .venv has to be made anew."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{wanted} {sys.version.split()[0]} {ROOT}\n"


def venv_python() -> Path:
    """Return the Python of .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv() -> None:
    """Create .venv, anew when it is broken or of another Python."""
    command = [sys.executable, "-m", "venv"]
    if not _is_usable(venv_python()):
        command.append("--clear")
    command.append(str(VENV))
    if subprocess.call(command):
        raise SetupError(NO_VENV.format(remedy=" ".join(command)))


def _is_usable(python: Path) -> bool:
    if not python.exists():
        return False
    ask = "import pip, sys; print(sys.version.split()[0])"
    answer = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version.split()[0]


def add_system_packages() -> None:
    """Install what Debian leaves out, or name it: without venv we stop, without libraries not."""
    if not sys.platform.startswith("linux"):
        return
    missing = {name: pkg for name, pkg in SYSTEM_LIBRARIES.items() if not can_load(name)}
    # Debian's Python has no ensurepip until its venv package is there.
    has_venv = importlib.util.find_spec("ensurepip") is not None
    if not has_venv:
        missing["venv"] = f"python3.{sys.version_info.minor}-venv"
    if not missing or apt_install(sorted(missing.values())):
        return
    remedy = " ".join(sorted(missing))
    if shutil.which("apt-get"):
        remedy = "sudo apt-get install " + " ".join(sorted(missing.values()))
    if not has_venv:
        raise SetupError(NO_VENV.format(remedy=remedy))
    say(NO_LIBRARIES.format(remedy=remedy))


def can_load(name: str) -> bool:
    """Tell whether the system's loader finds a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages if that is allowed without asking; tell whether they are there."""
    prefix = find_root_prefix()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    say(INSTALLING.format(packages=" ".join(packages)))
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt_get, "install", "--yes", "--no-install-recommends", *packages]
    # The lists may be fresh, old or absent; asking for them costs more than one failed try.
    quiet = subprocess.DEVNULL
    if subprocess.call(install, stdout=quiet, stderr=quiet) == 0:
        return True
    subprocess.call([*apt_get, "update"], stdout=quiet)
    return subprocess.call(install, stdout=quiet) == 0


def find_root_prefix() -> list[str] | None:
    """Return the words that make a command run as root, or None where that is not allowed."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.call([sudo, "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return [sudo, "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
