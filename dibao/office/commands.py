"""The office's commands. Django is imported only when one of them runs: `dibao screen` does without."""

import argparse
import os
from pathlib import Path

from dibao.usage import Parser

HOME_HELP = "办公系统的文件夹（数据库、密钥、文件），默认为 DIBAO_HOME，再不然为当前文件夹下的 阳光低保办公"


def add_commands(commands: argparse._SubParsersAction) -> None:
    """`serve`, `account`, `doctor`, `backup`, `restore`, `audit`."""
    _add_serve(_homed(commands.add_parser("serve", help="启动办公系统，用浏览器打开")))
    _add_account(commands.add_parser("account", help="在服务器上建第一个管理员，或重置密码"))
    doctor = _homed(commands.add_parser("doctor", help="体检：数据库、密钥、磁盘、后台任务、操作记录"))
    doctor.set_defaults(run=_doctor)
    _add_backup(_homed(commands.add_parser("backup", help="备份办公系统")))
    _add_restore(_homed(commands.add_parser("restore", help="把备份恢复到一个空文件夹")))
    verify = _homed(commands.add_parser("audit", help="操作记录").add_commands("action").add_parser("verify", help="核对操作记录有没有被改动"))  # fmt: skip
    verify.set_defaults(run=_verify)


def _homed(parser: Parser) -> Parser:
    parser.add_argument("--home", type=Path, metavar="文件夹", help=HOME_HELP)
    return parser


def _add_serve(parser: Parser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="在哪个地址上提供服务，默认只有本机能打开")
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="默认 8000；0 为任选一个空闲的")
    parser.add_argument("--insecure", action="store_true", help="不加密也让别的电脑打开（密码和证件号会明文经过网络）")
    parser.set_defaults(run=_serve)


def _add_account(parser: Parser) -> None:
    kinds = parser.add_commands("action")
    first = _homed(kinds.add_parser("add", help="建第一个县级管理员；以后的账号在浏览器里建"))
    first.add_argument("username", metavar="登录名", help="登录用的名字，字母和数字")
    first.add_argument("name", metavar="姓名", help="管理员的姓名")
    first.add_argument("--county", required=True, metavar="代码", help="县的区划代码，6 位，如 431299")
    first.add_argument("--county-name", required=True, metavar="名称", help="如 示例县")
    first.set_defaults(run=_first_account)
    reset = _homed(kinds.add_parser("reset", help="管理员忘了密码时，在服务器上重置"))
    reset.add_argument("username", metavar="登录名", help="要重置密码的登录名")
    reset.set_defaults(run=_reset_account)


def _add_backup(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="文件.zip", help="写到哪里；密钥写在旁边的 文件.zip.key，要分开保管")
    parser.add_argument("--with-key", action="store_true", help="密钥也放进备份：谁拿到备份，谁就能读出证件号")
    parser.set_defaults(run=_backup)


def _add_restore(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="文件.zip", help="dibao backup 写出的备份")
    parser.add_argument("--key", type=Path, metavar="文件", help="密钥文件，默认为备份旁边的 文件.zip.key")
    parser.set_defaults(run=_restore)


def _at_home(args: argparse.Namespace) -> None:
    """Tell everything that follows, child processes too, where the office lives."""
    if args.home:
        os.environ["DIBAO_HOME"] = str(args.home.resolve())


def _serve(args: argparse.Namespace) -> int:
    _at_home(args)
    from dibao.office.server import serve

    return serve(args.host, args.port, args.insecure)


def _first_account(args: argparse.Namespace) -> int:
    _at_home(args)
    from dibao.office.console import first_account

    return first_account(args.username, args.name, args.county, args.county_name)


def _reset_account(args: argparse.Namespace) -> int:
    _at_home(args)
    from dibao.office.console import reset_account

    return reset_account(args.username)


def _doctor(args: argparse.Namespace) -> int:
    _at_home(args)
    from dibao.office.doctor import doctor

    return doctor()


def _backup(args: argparse.Namespace) -> int:
    _at_home(args)
    from dibao.office.backup import backup

    return backup(args.file, args.with_key)


def _restore(args: argparse.Namespace) -> int:
    _at_home(args)
    from dibao.office.restore import restore

    return restore(args.file, args.key)


def _verify(args: argparse.Namespace) -> int:
    _at_home(args)
    from dibao.office.console import verify_audit

    return verify_audit()
