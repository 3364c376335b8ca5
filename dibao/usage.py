"""How the command line speaks: argparse with its own words in Chinese."""

import argparse
import re

from dibao.engine.errors import UsageError

# What argparse says, for people who read no English.
_SAID = (
    (r"unrecognized arguments: (.*)", r"不认识的参数 \1"),
    (r"the following arguments are required: (.*)", r"缺少参数 \1"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1 不能是 \2，可用：\3"),
    (r"argument (\S+): expected one argument", r"\1 后面缺少内容"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 后面不能写 \2"),
    (r"argument (\S+): invalid \S+ value: (.*)", r"\1 不能是 \2"),
)


class Help(argparse.RawDescriptionHelpFormatter):
    """Help whose frame is Chinese and whose last paragraph keeps its lines."""

    def add_usage(self, usage, actions, groups, prefix=None):  # noqa: ANN001
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Help in Chinese; wrong usage is a sentence in Chinese, status 2."""

    def __init__(self, **options: object):
        super().__init__(**{"allow_abbrev": False, "add_help": False, "formatter_class": Help, **options})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def add_commands(self, dest: str) -> argparse._SubParsersAction:
        """The commands below this one."""
        return self.add_subparsers(dest=dest, required=True, parser_class=Parser, title="命令", metavar="命令")

    def error(self, message: str) -> None:
        """Wrong usage, told."""
        for pattern, said in _SAID:
            message = re.sub(pattern, said, message)
        raise UsageError("", f"命令用法不对：{message}", f"用 {self.prog} --help 查看用法")
