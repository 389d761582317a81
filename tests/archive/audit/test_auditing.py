"""The audit against an archive on loopback that holds everything, or not, and behaves well, or badly."""

import gzip
import ssl
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from tests.archive.audit.web_archive import (
    Held,
    Step,
    StoppedTime,
    WebArchive,
    answer,
    drip,
    keep_silent,
    pour,
    say,
    serving,
    when,
)

from review_site.archive.audit.asking import Connection
from review_site.archive.audit.auditing import Bounds, ask_for
from review_site.archive.audit.base import parse_base
from review_site.archive.audit.findings import Difference, Finding
from review_site.archive.audit.holdings import Holdings, read_holdings
from review_site.archive.audit.pace import Pace
from review_site.archive.audit.payload import Member, Part

ROOT = "https://review.example.org"
ABOUT, HOME, ALIAS, GONE = f"{ROOT}/about/", f"{ROOT}/", f"{ROOT}/who/", f"{ROOT}/old/"
NOT_FOUND = f"{ROOT}/404-not-found/"
AT = "20230501113000"


def _audit(
    holdings: Holdings,
    archive: WebArchive,
    *urls: str,
    bounds: Bounds | None = None,
    timeout: float = 5,
    patience: float = 10,
    time: StoppedTime | None = None,
) -> tuple[dict[str, Finding], str | None]:
    found: list[Finding] = []
    base, time = parse_base(archive.base), time or StoppedTime()
    chosen = [one for one in holdings.addresses if one.url in urls or not urls]
    assert chosen
    connection = Connection(base, "review-site/0 (tests)", timeout=timeout, patience=patience)
    pace = Pace(1.0, time.monotonic, time.sleep)
    try:
        stopped = ask_for(chosen, base, connection, pace, found.append, bounds or Bounds())
    finally:
        connection.close()
    return {one.url: one for one in found}, stopped


def _one(holdings: Holdings, archive: WebArchive, url: str = ABOUT, **options: object) -> Finding:
    found, _ = _audit(holdings, archive, url, **options)  # type: ignore[arg-type]
    return found[url]


def test_an_archive_that_holds_everything_is_identical(holdings: Holdings, archive: WebArchive) -> None:
    found, stopped = _audit(holdings, archive)
    assert stopped is None
    assert set(found) == set(archive.held)
    assert len(found) == 16
    assert {one.verdict for one in found.values()} == {"identical"}
    assert {(one.captured, one.differences, one.notes) for one in found.values()} == {(AT, (), ())}
    assert found[ABOUT].asked == f"{archive.base}{AT}id_/{ABOUT}"
    assert archive.asked == sorted(archive.held)


def test_it_asks_politely(holdings: Holdings, archive: WebArchive) -> None:
    time = StoppedTime()
    _audit(holdings, archive, time=time)
    assert time.waits == [1.0] * 15
    assert (archive.connections, archive.most_open) == (1, 1)
    assert {head["user-agent"] for head in archive.heads} == {"review-site/0 (tests)"}
    assert {head["accept-encoding"] for head in archive.heads} == {"identity"}
    assert {head["host"] for head in archive.heads} == {archive.base.split("/")[2]}


def test_a_tar_is_read_as_its_folder(holdings: Holdings, shore: Path, archive: WebArchive) -> None:
    from_tar = read_holdings(Path(f"{shore}.tar"))
    assert replace(from_tar, addresses=()) == replace(holdings, addresses=())
    archive.held[ABOUT].body += b"x"
    assert _audit(from_tar, archive) == _audit(holdings, archive)


def test_what_is_not_held_is_missing_or_in_neither(holdings: Holdings, archive: WebArchive) -> None:
    for url in (ABOUT, ALIAS, GONE, NOT_FOUND):
        del archive.held[url]
    found, stopped = _audit(holdings, archive)
    assert stopped is None
    verdicts = {url: one.verdict for url, one in found.items() if one.verdict != "identical"}
    assert verdicts == {ABOUT: "missing", ALIAS: "missing", GONE: "neither", NOT_FOUND: "neither"}


def test_a_captured_404_is_not_a_missing_capture(holdings: Holdings, archive: WebArchive) -> None:
    archive.held[ABOUT] = Held(404, {"Content-Type": "text/html"}, b"gone", AT)
    found = _one(holdings, archive)
    assert found.verdict == "differs"
    assert found.differences[0] == Difference(what="status", bundle=200, archive=404)
    archive.tells_when = False
    assert _one(holdings, archive).verdict == "missing"
    # The recorded answer to a wrong address, byte for byte, is a capture even where the archive does not say so.
    assert _one(holdings, archive, NOT_FOUND).verdict == "identical"
    archive.held[NOT_FOUND].body = b"another"
    assert _one(holdings, archive, NOT_FOUND).verdict == "neither"


def test_a_captured_error_of_the_server_is_told(holdings: Holdings, archive: WebArchive) -> None:
    archive.held[ABOUT].status = 503
    found = _one(holdings, archive)
    assert (found.verdict, found.differences) == ("differs", (Difference(what="status", bundle=200, archive=503),))
    assert archive.asked == [ABOUT]


def test_a_capture_without_a_date_is_taken_and_told(holdings: Holdings, archive: WebArchive) -> None:
    archive.tells_when = False
    found = _one(holdings, archive)
    assert (found.verdict, found.captured) == ("identical", None)
    assert found.notes == ("The archive does not say when it captured this, or that it is a capture.",)


def test_other_bytes_are_told_with_the_first_that_differs(holdings: Holdings, archive: WebArchive) -> None:
    body = archive.held[ABOUT].body
    archive.held[ABOUT].body = body.replace(b"Words", b"Wordy")
    found = _one(holdings, archive)
    at = body.index(b"s with")
    bundle = body[at : at + 40].decode()
    assert found.verdict == "differs"
    assert found.differences == (Difference(what="bytes", bundle=bundle, archive="y" + bundle[1:], at=at),)


def test_escapes_and_control_characters_are_shown_as_escapes(holdings: Holdings, archive: WebArchive) -> None:
    archive.held[ABOUT].body = b"\x1b[31m\nred" + archive.held[ABOUT].body
    found = _one(holdings, archive)
    assert found.differences[0] == Difference(
        what="size", bundle=len(archive.held[ABOUT].body) - 9, archive=len(archive.held[ABOUT].body)
    )
    assert found.differences[1].archive == "\\x1b[31m\\nred<!doctype html><html lang=en><h"
    assert found.differences[1].at == 0


@pytest.mark.parametrize("cut", [0, 1, 30])
def test_a_body_that_is_cut_short_is_told(holdings: Holdings, archive: WebArchive, cut: int) -> None:
    archive.held[ABOUT].body = archive.held[ABOUT].body[:cut]
    size, first = _one(holdings, archive).differences
    assert size == Difference(what="size", bundle=holdings_size(holdings, ABOUT), archive=cut)
    assert (first.at, first.archive) == (cut, "")


def holdings_size(holdings: Holdings, url: str) -> int:
    return next(one.size for one in holdings.addresses if one.url == url)


def test_a_difference_deep_in_a_large_body_is_found(holdings: Holdings, archive: WebArchive) -> None:
    url = f"{ROOT}/files/terms%20of%20reference.pdf"
    body = bytearray(archive.held[url].body)
    body[10_000] ^= 1
    archive.held[url].body = bytes(body)
    (found,) = _one(holdings, archive, url).differences
    assert (found.what, found.at) == ("bytes", 10_000)


def test_another_type_is_told(holdings: Holdings, archive: WebArchive) -> None:
    archive.held[ABOUT].headers["Content-Type"] = "text/html;charset=UTF-8"
    assert _one(holdings, archive).verdict == "identical"
    archive.held[ABOUT].headers["Content-Type"] = "text/plain"
    assert _one(holdings, archive).differences == (Difference(what="type", bundle="text/html", archive="text/plain"),)


@pytest.mark.parametrize(
    ("coding", "encode"),
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
def test_a_coded_body_is_compared_decoded(
    holdings: Holdings, archive: WebArchive, coding: str, encode: Callable[[bytes], bytes]
) -> None:
    body = archive.held[ABOUT].body
    archive.held[ABOUT].body = encode(body)
    archive.held[ABOUT].headers["Content-Encoding"] = coding
    found = _one(holdings, archive)
    assert (found.verdict, found.notes) == ("identical", (f"The archive gives this payload as {coding}.",))
    archive.held[ABOUT].body = encode(body + b"x")
    size, first = _one(holdings, archive).differences
    assert (size.archive, first.at, first.archive) == (len(body) + 1, len(body), "x")
    archive.held[ABOUT].body = encode(body)[:-9]
    found = _one(holdings, archive)
    assert found.verdict == "differs"
    assert "It cannot be decoded" in found.notes[1]


def test_a_body_that_is_gzip_and_does_not_say_so_is_compared_decoded(holdings: Holdings, archive: WebArchive) -> None:
    archive.held[ABOUT].body = gzip.compress(archive.held[ABOUT].body)
    found = _one(holdings, archive)
    assert found.verdict == "identical"
    assert found.notes == ("The archive gives this payload as gzip, and does not say so.",)


def test_a_coding_that_is_not_known_is_told(holdings: Holdings, archive: WebArchive) -> None:
    archive.held[ABOUT].headers["Content-Encoding"] = "zstd"
    assert _one(holdings, archive).verdict == "identical"  # it only says so: the bytes are the recorded ones
    archive.held[ABOUT].body = b"\x28\xb5\x2f\xfd"
    found = _one(holdings, archive)
    assert found.verdict == "differs"
    assert found.notes == ("The archive gives this payload as zstd, which is not decoded here.",)


@pytest.mark.parametrize(
    ("coding", "encode"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)]
)
def test_a_bomb_is_not_unpacked(
    holdings: Holdings, archive: WebArchive, coding: str, encode: Callable[[bytes], bytes]
) -> None:
    archive.held[ABOUT].body = encode(b"\0" * (1 << 24))
    archive.held[ABOUT].headers["Content-Encoding"] = coding
    size, _ = _one(holdings, archive).differences
    assert str(size.archive).startswith("more than ")
    assert int(str(size.archive).removeprefix("more than ")) < 1 << 21


def test_a_body_without_an_end_is_left(holdings: Holdings, archive: WebArchive) -> None:
    archive.always[ABOUT] = pour
    size, first = _one(holdings, archive).differences
    assert size.archive == f"more than {holdings_size(holdings, ABOUT) + (1 << 20)}"
    assert first.at == 0


def test_a_body_larger_than_may_be_read_is_not_judged(holdings: Holdings, archive: WebArchive) -> None:
    found = _one(holdings, archive, bounds=Bounds(answer=50))
    assert found.verdict == "unanswered"
    assert "larger than 50 bytes" in found.reason


def _other(archive: WebArchive, url: str, captured: str = "20230408120000") -> Step:
    return answer(302, {"Location": f"{archive.base}{captured}id_/{url}"})


def test_the_nearest_capture_is_taken_and_told(holdings: Holdings, archive: WebArchive) -> None:
    archive.held[ABOUT].captured = "20230408120000"
    assert _one(holdings, archive).captured == "20230408120000"
    for location in (
        f"{archive.base}20230408120000id_/{ABOUT}",
        f"/web/20230408120000id_/{ABOUT}",
        f"/web/20230408120000/{ABOUT}",
        f"/web/20230408120000mp_/{ABOUT.replace('https', 'http')}",
        f"//{archive.base.split('/')[2]}/web/20230408120000id_/{ABOUT}",
    ):
        archive.steps[ABOUT] = [answer(302, {"Location": location})]
        archive.paths.clear()
        found = _one(holdings, archive)
        assert (found.verdict, found.captured) == ("identical", "20230408120000"), location
        assert archive.paths[1].startswith("/web/20230408120000id_/http")
    archive.tells_when = False
    archive.steps[ABOUT] = [_other(archive, ABOUT)]
    assert _one(holdings, archive).captured == "20230408120000"


def test_captures_that_lead_round_are_left(holdings: Holdings, archive: WebArchive) -> None:
    archive.always[ABOUT] = answer(302, {"Location": f"/web/{AT}id_/{ABOUT}"})
    found = _one(holdings, archive)
    assert (found.verdict, len(archive.asked)) == ("unanswered", 1)
    assert "leads from one capture to another" in found.reason
    moments = iter(range(20200101000000, 20200101000050))
    archive.always[ABOUT] = lambda visitor, url: _other(archive, url, str(next(moments)))(visitor, url)
    archive.asked.clear()
    assert _one(holdings, archive).verdict == "unanswered"
    assert len(archive.asked) == 6


@pytest.mark.parametrize(
    "location",
    [ABOUT, "/about/", "../about/", "{base}20230501113000id_/https://review.example.org/about/", "{base}2023/" + ABOUT],
)
def test_a_redirect_is_held_to_its_target_however_it_is_written(
    holdings: Holdings, archive: WebArchive, location: str
) -> None:
    archive.held[ALIAS].headers["Location"] = location.format(base=archive.base)
    assert _one(holdings, archive, ALIAS).verdict == "identical"
    archive.held[ALIAS].body = b"<h1>301 Moved</h1>"
    found = _one(holdings, archive, ALIAS)
    assert (found.verdict, found.notes) == ("identical", ("The body of the redirect is another.",))


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/elsewhere/", f"{ROOT}/elsewhere/"),
        ("https://elsewhere.example.com/", "https://elsewhere.example.com/"),
        ("{base}20230501113000id_/https://elsewhere.example.com/x?y", "https://elsewhere.example.com/x?y"),
    ],
)
def test_a_redirect_to_another_place_is_told(
    holdings: Holdings, archive: WebArchive, location: str, target: str
) -> None:
    moved = {"Location": location.format(base=archive.base)}
    archive.held[ALIAS].headers |= moved
    found = _one(holdings, archive, ALIAS)
    assert (found.verdict, found.differences) == (
        "differs",
        (Difference(what="target", bundle=ABOUT, archive=target),),
    )
    archive.held[ABOUT] = Held(301, moved, b"", AT)
    found = _one(holdings, archive)
    assert found.verdict == "redirected"
    assert found.differences == (
        Difference(what="status", bundle=200, archive=301),
        Difference(what="target", bundle=None, archive=target),
    )
    assert set(archive.asked) == {ALIAS, ABOUT}


def test_another_status_of_a_redirect_and_none_at_all_are_told(holdings: Holdings, archive: WebArchive) -> None:
    archive.held[ALIAS].status = 302
    assert _one(holdings, archive, ALIAS).differences == (Difference(what="status", bundle=301, archive=302),)
    archive.held[ALIAS] = replace(archive.held[ABOUT])
    assert _one(holdings, archive, ALIAS).differences[:2] == (
        Difference(what="status", bundle=301, archive=200),
        Difference(what="target", bundle=ABOUT, archive=None),
    )


@pytest.mark.parametrize(
    "location",
    [
        "https://login.example.com/",
        "http://127.0.0.1:1/web/20230501113000id_/https://review.example.org/about/",
        "http://localhost/web/20230501113000id_/https://review.example.org/about/",
        "file:///etc/passwd",
        "http://[::1/",
    ],
)
def test_no_other_host_is_ever_asked(holdings: Holdings, archive: WebArchive, location: str) -> None:
    archive.always[ABOUT] = answer(302, {"Location": location})
    found = _one(holdings, archive)
    assert found.verdict == "refused"
    assert "was not followed" in found.reason
    assert archive.asked == [ABOUT]


@pytest.mark.parametrize("status", [400, 401, 403, 451])
def test_a_refusal_is_told_and_borne(holdings: Holdings, archive: WebArchive, status: int) -> None:
    archive.always[ABOUT] = answer(status)
    found, stopped = _audit(holdings, archive)
    assert stopped is None
    assert (found[ABOUT].verdict, found[ABOUT].reason) == ("refused", f"it answered {status}")
    assert archive.asked.count(ABOUT) == 1
    assert {one.verdict for url, one in found.items() if url != ABOUT} == {"identical"}


@pytest.mark.parametrize(
    ("headers", "rest"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "Mon, 01 May 2023 11:30:09 GMT", "Date": "Mon, 01 May 2023 11:30:00 GMT"}, 9),
        ({"Retry-After": "Mon, 01 May 2023 11:29:09 GMT", "Date": "Mon, 01 May 2023 11:30:00 GMT"}, 1),
        ({"Retry-After": "Mon, 01 May 2023 11:30:09 GMT"}, 2),
        ({"Retry-After": "soon"}, 2),
        ({"Retry-After": "-5"}, 2),
        ({}, 2),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_an_archive_that_asks_for_rest_gets_it(
    holdings: Holdings, archive: WebArchive, status: int, headers: dict[str, str], rest: float
) -> None:
    archive.steps[ABOUT] = [answer(status, headers)]
    time = StoppedTime()
    found, stopped = _audit(holdings, archive, time=time)
    assert stopped is None
    assert {one.verdict for one in found.values()} == {"identical"}
    number = archive.asked.index(ABOUT)
    assert time.waits[:number] == [1.0] * number
    assert time.waits[number] == rest
    # It is asked more slowly for a while after that.
    after = time.waits[number + 1 :]
    assert after[:3] == [2.0, 1.8, 1.62]
    assert after == sorted(after, reverse=True)
    assert after[-1] == 1.0


def test_a_passing_fault_is_tried_again_with_longer_rests(holdings: Holdings, archive: WebArchive) -> None:
    archive.steps[HOME] = [answer(500), answer(502), answer(504)]
    time = StoppedTime()
    assert _one(holdings, archive, HOME, time=time).verdict == "identical"
    assert time.waits == [2.0, 4.0, 8.0]
    archive.always[HOME] = answer(500)
    archive.asked.clear()
    found = _one(holdings, archive, HOME)
    assert (found.verdict, found.reason) == ("unanswered", "it answered 500 (tries: 4)")
    assert len(archive.asked) == 4


@pytest.mark.parametrize(
    ("step", "said", "timeout"),
    [
        (answer(200, {}, b"half", 10), "it broke off in the middle of an answer", 5),
        (answer(200, {"Transfer-Encoding": "chunked"}, b"ff\r\nhalf"), "it broke off in the middle of an answer", 5),
        (say(b""), "it closed the connection without an answer", 5),
        (say(b"HTTP/1.1 200 OK\r\nContent-Length: 9"), "it broke off in the middle of an answer", 5),
        (say(b"SSH-2.0-OpenSSH\r\n"), "it answered what is not HTTP", 5),
        (say(b"HTTP/1.1 999999 OK\r\n\r\n"), "it answered what is not HTTP", 5),
        (say(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"), "it answered what is not HTTP", 5),
        (say(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"), "it answered what is not HTTP", 5),
        (keep_silent, "it was silent for 0.5 seconds", 0.5),
        (drip(b"X: y\r\n"), "it took longer than 1 seconds for one answer", 0.5),
        (drip(b"\r\nx"), "it took longer than 1 seconds for one answer", 0.5),
    ],
)
def test_an_archive_that_fails_once_is_asked_again_and_one_that_always_fails_is_told(
    holdings: Holdings, archive: WebArchive, step: Step, said: str, timeout: float
) -> None:
    # More tries than faults: an archive on a busy machine may be silent for as long without meaning it.
    bounds, limits = Bounds(tries=4), {"timeout": timeout, "patience": 2 * timeout}
    archive.steps[ABOUT] = [step]
    found, stopped = _audit(holdings, archive, HOME, ABOUT, ALIAS, bounds=bounds, **limits)
    assert {one.verdict for one in found.values()} == {"identical"}
    assert archive.asked.count(ABOUT) > 1
    archive.always[ABOUT] = step
    found, stopped = _audit(holdings, archive, ABOUT, bounds=Bounds(tries=2), **limits)
    assert stopped is None
    assert found[ABOUT].verdict == "unanswered"
    assert found[ABOUT].reason.startswith(said)
    assert found[ABOUT].reason.endswith("(tries: 2)")


def test_an_archive_that_closes_a_kept_connection_is_asked_at_once_again(
    holdings: Holdings, archive: WebArchive
) -> None:
    archive.steps[HOME] = [_answer_and_hang_up(archive.held[HOME])]
    time = StoppedTime()
    found, _ = _audit(holdings, archive, HOME, ABOUT, time=time)
    assert {one.verdict for one in found.values()} == {"identical"}
    assert (archive.connections, time.waits) == (2, [1.0])


def _answer_and_hang_up(held: Held) -> Step:
    return answer(200, {**held.headers, **when(held.captured), "Connection": "keep-alive"}, held.body)


def test_an_archive_that_cannot_be_reached_is_told_and_left(holdings: Holdings, everything: dict[str, Held]) -> None:
    with serving(WebArchive(held=everything)) as gone:
        pass
    found, stopped = _audit(holdings, gone, bounds=Bounds(give_up=3))
    assert len(found) == 3
    assert {one.verdict for one in found.values()} == {"unanswered"}
    assert stopped is not None
    assert stopped.startswith("3 addresses in a row went without an answer; the last: it cannot be reached: Connection")


def test_an_archive_that_refuses_everything_is_left(holdings: Holdings, archive: WebArchive) -> None:
    for url in archive.held:
        archive.always[url] = answer(403)
    found, stopped = _audit(holdings, archive)
    assert len(found) == len(archive.asked) == 10
    assert stopped == "10 addresses in a row went without an answer; the last: it answered 403"


def test_an_archive_that_wants_to_be_left_alone_is_left(holdings: Holdings, archive: WebArchive) -> None:
    archive.always[ABOUT] = answer(429, {"Retry-After": "86400"})
    time = StoppedTime()
    found, stopped = _audit(holdings, archive, time=time)
    assert ABOUT not in found
    assert stopped == "the archive asks to be left alone for 86400 seconds"
    assert archive.asked[-1] == ABOUT
    assert max(time.waits) == 1.0


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that signs itself, with its key in the same file."""
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "36500"]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(["openssl", *new, *named, "-keyout", file, "-out", f"{file}.crt"], check=True, capture_output=True)
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


def test_an_archive_over_tls_is_asked_only_where_its_certificate_is_trusted(
    holdings: Holdings, everything: dict[str, Held], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(WebArchive(held=everything), context) as archive:
        found, stopped = _audit(holdings, archive)
        assert (found, archive.asked) == ({}, [])
        assert stopped == "the archive has a certificate that cannot be trusted: self-signed certificate"
        monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
        found, stopped = _audit(holdings, archive)
        assert stopped is None
        assert {one.verdict for one in found.values()} == {"identical"}
        archive.always[HOME] = drip(b"X: y\r\n")
        found, _ = _audit(holdings, archive, HOME, bounds=Bounds(tries=1), patience=0.3)
        assert found[HOME].reason == "it took longer than 0.3 seconds for one answer (tries: 1)"


def test_a_record_of_the_bundle_that_cannot_be_read_is_told_with_the_difference(
    holdings: Holdings, archive: WebArchive
) -> None:
    (about,) = (one for one in holdings.addresses if one.url == ABOUT)
    broken = replace(holdings, addresses=(replace(about, member=replace(about.member, offset=1)),))
    assert _one(broken, archive).verdict == "identical"
    archive.held[ABOUT].body = archive.held[ABOUT].body.replace(b"Words", b"Wordy")
    found = _one(broken, archive)
    assert [(one.what, one.bundle) for one in found.differences] == [("sha256", about.sha256)]
    assert "The bundle's own record cannot be read: gzip member at offset 0: is damaged" in found.notes[0]


def test_a_record_that_points_back_has_no_payload_of_its_own(
    holdings: Holdings, archive: WebArchive, tmp_path: Path
) -> None:
    (about,) = (one for one in holdings.addresses if one.url == ABOUT)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    head = b"WARC/1.1\r\nWARC-Type: revisit\r\nContent-Length: %d\r\n\r\n" % len(http)
    (tmp_path / "x.warc.gz").write_bytes(content := gzip.compress(head + http + b"\r\n\r\n"))
    part = Part(path=tmp_path / "x.warc.gz", offset=0, size=len(content))
    pointing = replace(about, member=Member(warc=part, offset=0, length=len(content)))
    archive.held[ABOUT].body = b"x"
    found = _one(replace(holdings, addresses=(pointing,)), archive)
    assert [one.what for one in found.differences] == ["size", "sha256"]
    assert "its payload was recorded before" in found.notes[0]
