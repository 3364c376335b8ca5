"""Style sheets and scripts out of `node_modules`: exactly the files that settings name, no bundler."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage


class _Packages(FileSystemStorage):
    """Knows a file by the address under which it is served."""

    def path(self, name: str) -> str:
        return str(_source(name))


class NpmFinder(BaseFinder):
    """Finds what `NPM_ASSETS` names."""

    def check(self, **_options) -> list[Error]:
        missing = [file for file in settings.NPM_ASSETS.values() if not (Path(settings.NODE_MODULES) / file).exists()]
        return [Error(f"缺少前端文件 {file}，请先运行 python3 run.py setup", id="office.E001") for file in missing]

    def find(self, path, find_all=False, **_options):
        found = str(_source(path)) if path in settings.NPM_ASSETS else None
        return ([found] if found else []) if find_all else found

    def list(self, ignore_patterns):
        storage = _Packages(location=str(settings.NODE_MODULES))
        yield from ((name, storage) for name in settings.NPM_ASSETS)


def _source(name: str) -> Path:
    return Path(settings.NODE_MODULES) / settings.NPM_ASSETS[name.replace("\\", "/")]
