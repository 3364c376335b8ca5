"""`dibao serve`: the pages, the worker for long work, and the sealer of the audit log, started and stopped together."""

import ipaddress
import logging
import os
import signal
import sys
import threading
from contextlib import contextmanager

from dibao.engine.errors import UsageError, UserError
from dibao.office import environment
from dibao.office.start import home, make_ready, migrate

THREADS = 8  # pages at once; each waits for the database, not for the processor
SEAL_EVERY = 1.0  # seconds; an event is chained within two
log = logging.getLogger("dibao.office")


def serve(host: str, port: int, insecure: bool) -> int:
    """Until Ctrl-C or SIGTERM. Raises `UsageError` where passwords would cross the network in clear."""
    check_address(host, insecure)
    if not 0 <= port <= 65535:
        raise UsageError(f"--port {port}", "端口是 0 到 65535 的数")
    make_ready()
    _check()
    server = _listen(host, port)
    migrate()
    _check_key()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # waitress ends its loop at SystemExit
    _greet(host, server.effective_port)
    from dibao.office.base.daily import ticking
    from dibao.office.worker import working

    with working(), sealing(), ticking():
        server.run()
    print("已停止。", flush=True)
    return 0


def check_address(host: str, insecure: bool) -> None:
    """Beyond this machine only behind https, or when somebody says that they want it in clear."""
    if is_loopback(host):
        return
    if not (environment.flag("DIBAO_TLS") or insecure):
        raise UsageError(
            f"--host {host}",
            "别的电脑打开时，密码和证件号会明文经过网络",
            "请在前面放一个 https 代理并设 DIBAO_TLS=1；只在隔离的内网试用，可加 --insecure",
        )
    _name_hosts(host)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _name_hosts(host: str) -> None:
    """Django answers only under names it was told; an address that is given is one."""
    names = environment.text("DIBAO_HOSTS")
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        if not names:
            raise UsageError(
                f"--host {host}", "还不知道大家用哪个地址打开", "请设 DIBAO_HOSTS，如 DIBAO_HOSTS=10.1.2.3"
            )
        return
    os.environ["DIBAO_HOSTS"] = ",".join(filter(None, [names, host]))


def _listen(host: str, port: int):
    from waitress import create_server

    from dibao.office.wsgi import application

    proxy = {}
    if environment.flag("DIBAO_TLS"):  # the proxy says who asked, and that they came by https
        proxy = {
            "trusted_proxy": environment.text("DIBAO_PROXY", "127.0.0.1"),
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
            "clear_untrusted_proxy_headers": True,
        }
    try:
        return create_server(application, host=host, port=port, threads=THREADS, ident="", **proxy)
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"--host {host} --port {port}", f"不能在这个地址上提供服务（{what}）", "端口可能被占用，请换一个"
        ) from None


def _check() -> None:
    from django.core import checks

    wrong = [message.msg for message in checks.run_checks() if message.level >= checks.ERROR]
    if wrong:
        raise UserError("", "；".join(wrong), "请按提示处理后再启动")


def _check_key() -> None:
    from dibao.office.doctor import key_trouble

    if trouble := key_trouble():
        raise UserError(str(home()), *trouble)


def _greet(host: str, port: int) -> None:
    """Where to go; and in an office without people, how to begin."""
    from django.conf import settings

    from dibao.office.accounts.models import User

    shown = f"[{host}]" if ":" in host else host
    print(f"阳光低保已启动：http://{shown}:{port}/（文件夹 {home()}；按 Ctrl-C 停止）", flush=True)
    if settings.DEMO:
        print("这是演示系统，里面的人和事都是虚构的。", flush=True)
    if not User.objects.exists():
        print("还没有账号。请另开一个窗口，建第一个县级管理员（密码只显示一次）：", flush=True)
        print(f'  dibao account add 登录名 姓名 --county 县代码 --county-name 县名 --home "{home()}"', flush=True)


@contextmanager
def sealing():
    """Chain audit events in the background."""
    done = threading.Event()
    thread = threading.Thread(target=_seal_until, args=(done,), name="sealer", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(10)


def _seal_until(done: threading.Event) -> None:
    """A failure (a locked database, say) is logged and tried again; the last events are chained before the end."""
    from django.db import DatabaseError, connection

    while True:
        last = done.wait(SEAL_EVERY)
        try:
            seal_all()
        except DatabaseError:
            log.exception("操作记录没有封存上，稍后再试")
            connection.close()
        if last:
            connection.close()
            return


def seal_all() -> None:
    """Chain what waits. Looking first keeps an idle office from taking the writers' lock every second."""
    from dibao.office.base.audit import AuditEvent, chain_events

    while AuditEvent.objects.filter(position__isnull=True).exists():
        chain_events()
