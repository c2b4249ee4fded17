"""The page that an alert is about, over HTTP and with files: what the socket's tests do not reach."""

from __future__ import annotations

import http.client
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bench.slack import payloads
from bench.slack.office import Office, config_of, text_of, until
from bench.slack.reports import report
from bench.slack.stub import CHANNEL, Stub
from bot.apart import Apart
from bot.app import build
from bot.errors import ConfigError
from bot.inside import Original
from diffing.change import Basis
from diffing.document import Box
from diffing.settings import Settings

PAGES = 3


@pytest.fixture
def pages(slack: Stub, tmp_path: Path) -> Iterator[Office]:
    """Two issues of a report with pages have been compared and told; listening over HTTP, with files allowed."""
    (tmp_path / "in").mkdir()
    slack.members = [payloads.USER]
    secrets: dict[str, Any] = {
        "listen": "http",
        "bind": "127.0.0.1:0",
        "signing_secret": payloads.SECRET,
        "uploads": True,
    }
    app = build(config_of(tmp_path, slack, team=payloads.TEAM, **secrets))
    for name, digit in (("annual-2023.pdf", "1"), ("annual-2023-corrected.pdf", "2")):
        (tmp_path / "in" / name).write_bytes(report(PAGES, digit))
    app.check()
    with app.listening(app) as desk:
        office = Office(slack, app, tmp_path)
        office.known["desk"] = desk
        until(lambda: desk.places.configured(CHANNEL))  # type: ignore[attr-defined]
        yield office
    app.close()


def call(office: Office, payload: dict[str, Any], secret: str = payloads.SECRET) -> int:
    """The status of the answer to a signed request."""
    body, kind = payloads.body_of(payload)
    port = int(office.known["desk"].standing()[0].rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("POST", "/slack", body, payloads.signed(body, kind, now=time.time(), secret=secret))
    return connection.getresponse().status


def test_the_page_is_shown_around_its_words(pages: Office) -> None:
    """Pictures in the thread of the alert, a part of the page each, with the words marked."""
    alert = next(one for one in pages.slack.parents if any(block["type"] == "actions" for block in one["blocks"]))
    elements = [one for block in alert["blocks"] if block["type"] == "actions" for one in block["elements"]]
    page = next(one for one in elements if one["action_id"] == "page")
    before = len(pages.slack.files)
    assert call(pages, payloads.pressed("page", page["value"], message=alert["ts"])) == 200
    until(lambda: len(pages.slack.files) > before, 60)
    said = pages.slack.files[before]
    assert said["thread_ts"] == alert["ts"]
    assert "p. 1" in str(said)


def test_a_request_of_another_signature_is_refused(pages: Office) -> None:
    """Nothing is done of it."""
    assert call(pages, payloads.command("help")) == 200
    assert call(pages, payloads.command("help"), secret=payloads.SECRET[::-1]) == 401
    assert call(pages, payloads.command("help", team_id="T0OTHER001")) == 401


def test_two_files_of_a_message_are_compared(pages: Office) -> None:
    """The first one as the old one."""
    pages.slack.downloads |= {"a.pdf": report(1, "1"), "b.pdf": report(1, "2")}
    files = [
        {"name": name, "size": 9, "url_private": f"{pages.slack.address}files/{name}"} for name in ("a.pdf", "b.pdf")
    ]
    message = {"ts": "1700000000.000001", "text": "", "files": files}
    call(pages, payloads.shortcut("compare", response_url=pages.slack.response_url(), message=message))
    until(lambda: pages.slack.responses, 60)
    assert "million" in text_of(pages.said()[0])


def test_an_excerpt_is_the_part_around_the_boxes_and_marks_them() -> None:
    """Its height is that of what is marked and a little around it; the mark lets the words through."""
    original = Original(body=report(1, "1"), name="a.pdf")
    box = Box(page=1, left=60, top=60, right=200, bottom=72)
    drawn = Image.open(io.BytesIO(Apart(method="fork").excerpt(original, 1, (box,))))
    assert drawn.width == 1191
    assert 150 < drawn.height < 400
    colours = {colour for _, colour in drawn.getcolors(1 << 16)}
    assert (255, 230, 128) in colours
    assert any(sum(colour) < 200 for colour in colours)


def test_listening_that_is_asked_for_and_cannot_be_is_refused(slack: Stub, tmp_path: Path) -> None:
    """By the name of the variable, before anything runs; without being asked for, nothing listens."""
    for listen, variable in (("socket", "SLACK_APP_TOKEN"), ("http", "SLACK_SIGNING_SECRET")):
        app = build(config_of(tmp_path, slack, app_token="", listen=listen))
        with pytest.raises(ConfigError, match=variable), app.listening(app):
            pass
        app.close()
    app = build(config_of(tmp_path, slack, app_token=""))
    with app.listening(app) as nothing:
        assert nothing is None
    app.close()


def test_a_port_that_is_taken_is_named(slack: Stub, tmp_path: Path) -> None:
    """One line that says which key to mend."""
    taken = slack.address.split("/")[2]
    app = build(config_of(tmp_path, slack, listen="http", bind=taken, signing_secret=payloads.SECRET, app_token=""))
    with pytest.raises(ConfigError, match=r"slack\.bind"), app.listening(app):
        pass
    app.close()


def test_the_reading_of_a_pair_is_that_of_the_pipeline() -> None:
    """The made reports differ in one figure of the first page."""
    pair = (Original(body=report(1, "1"), name="a.pdf"), Original(body=report(1, "2"), name="b.pdf"))
    diff = Apart(method="fork").diff(pair, (), Basis.AUTO, Settings())
    assert [change.new.page for change in diff.changes if change.new] == [1]
