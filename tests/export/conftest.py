import shutil
import subprocess

import lxml.html
import pytest

from auditor.export import html
from tests.export import samples


@pytest.fixture(params=["ru", "en"])
def language(request):
    return request.param


@pytest.fixture
def page_of():
    """Renders a report and parses the page as a browser would."""

    def parse(report):
        return lxml.html.fromstring(html.render(report), parser=lxml.html.HTMLParser(encoding="utf-8"))

    return parse


@pytest.fixture
def portfolio(language):
    return samples.portfolio(language)


@pytest.fixture
def visit(tmp_path):
    """Opens a file in Chromium, without a network, and returns what it made of it and what it complained about."""

    def open_file(file, address="", *options):
        program = shutil.which("chromium")
        assert program, "these tests need Chromium: apt-get install chromium"
        command = [
            program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}", *options,
            "--virtual-time-budget=2000", "--dump-dom", file.as_uri() + address,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, timeout=120, check=True)
        complaints = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
        parser = lxml.html.HTMLParser(encoding="utf-8")
        return lxml.html.fromstring(done.stdout, parser=parser), complaints

    return open_file


@pytest.fixture
def browser(tmp_path, visit):
    """Opens a page that was just rendered."""

    def open_page(page, address="", *options):
        file = tmp_path / "page.html"
        file.write_bytes(page)
        return visit(file, address, *options)

    return open_page
