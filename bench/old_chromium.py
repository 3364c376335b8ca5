"""Pictures of the office in Chromium 88, the oldest browser that must show it: kernels of 2021 are common in bureaus.

By hand, against a demo that runs on this machine; the browser is a binary of 2020 without patches, for localhost only.

    npm pack chrome-aws-lambda@5.5.0 && tar xzf chrome-aws-lambda-5.5.0.tgz
    node -e "fs=require('fs');fs.writeFileSync('chromium-88',require('zlib').brotliDecompressSync(fs.readFileSync('package/bin/chromium.br')))"
    chmod +x chromium-88
    python bench/old_chromium.py ./chromium-88 http://127.0.0.1:8000 user01 PASSWORD / /audit/ --to build/screens/chromium-88

The command line of such a browser cannot sign in, so a small go-between adds the session to each request.
"""

import argparse
import re
import subprocess
import threading
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

SIZES = {"desktop": "1440,960", "phone": "500,960"}  # a window is never narrower than 500


def sign_in(home: str, user: str, password: str) -> urllib.request.OpenerDirector:
    """An opener that is signed in."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = opener.open(f"{home}/sign-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = urlencode({"csrfmiddlewaretoken": token, "username": user, "password": password}).encode()
    if "/sign-in/" in opener.open(f"{home}/sign-in/", form).url:
        raise SystemExit("wrong name or password")
    return opener


def go_between(home: str, opener: urllib.request.OpenerDirector) -> ThreadingHTTPServer:
    """A server that answers as the office does to whoever signed in."""

    class Between(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer = opener.open(home + self.path)
            except urllib.error.HTTPError as error:
                answer = error
            body = answer.read()
            self.send_response(answer.status)
            for name in ("Content-Type", "Content-Security-Policy"):
                if answer.headers[name]:
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_values) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Between)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def picture(browser: Path, url: str, file: Path, size: str) -> None:
    """One page, when its scripts have run (a short budget leaves charts empty)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    quiet = ["--headless", "--no-sandbox", "--single-process", "--no-zygote", "--disable-gpu", "--hide-scrollbars"]
    shot = [f"--window-size={size}", "--virtual-time-budget=30000", f"--screenshot={file.resolve()}"]
    subprocess.run([browser.resolve(), *quiet, *shot, url], check=True, capture_output=True, timeout=120)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("browser", type=Path)
    parser.add_argument("home")
    parser.add_argument("user")
    parser.add_argument("password")
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--to", type=Path, default=Path("build/screens/chromium-88"))
    asked = parser.parse_args()
    server = go_between(asked.home, sign_in(asked.home, asked.user, asked.password))
    for page in asked.pages:
        name = re.sub(r"\W+", "_", page.strip("/")) or "home"
        for device, size in SIZES.items():
            picture(
                asked.browser, f"http://127.0.0.1:{server.server_port}{page}", asked.to / device / f"{name}.png", size
            )
            print(asked.to / device / f"{name}.png")


if __name__ == "__main__":
    main()
