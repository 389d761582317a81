"""The time stamp beside a signature, made by an authority of our own as `openssl ts` makes them."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.archive.signature import write_signature
from review_site.archive.verify.signature import verify_signature
from review_site.archive.verify.time_stamp import Stamp, verify_time_stamp
from review_site.archive.verify.tree import read_tree
from review_site.cli import main
from review_site.problems import Problems, ProblemsError

SIGNATURE = b"Form: a signature\n"
Make = Callable[..., Path]

_CONFIGURATION = """
[req]
distinguished_name = name
prompt = no
[name]
CN = Lighthouse Root
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[authority]
serial = serial
default_policy = 1.2.3.4.1
digests = sha1, sha256, sha384, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
"""


def _openssl(folder: Path, *words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two roots and, under the first, an authority that makes time stamps."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(_CONFIGURATION)
    (folder / "serial").write_text("01\n")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf")
    for root in ("root", "other"):
        made = ("-extensions", "root", "-days", 36500, "-keyout", f"{root}.key", "-out", f"{root}.pem")
        _openssl(folder, "req", "-x509", *curve, *made)
    _openssl(folder, "req", *curve, "-subj", "/CN=Lighthouse Clock", "-keyout", "clock.key", "-out", "clock.csr")
    signed = ("-CA", "root.pem", "-CAkey", "root.key", "-set_serial", 7, "-days", 36500)
    extended = ("-extfile", "tsa.cnf", "-extensions", "stamping")
    _openssl(folder, "x509", "-req", "-in", "clock.csr", *signed, *extended, "-out", "clock.pem")
    _stamp(folder, SIGNATURE, folder / "sound.tsr", "-sha512", "-cert")
    return folder


def _stamp(authority: Path, content: bytes, answer: Path, *options: str) -> Path:
    """Ask the authority for a time stamp of some bytes, as the guide says."""
    query, stamped = answer.with_suffix(".tsq"), answer.with_suffix(".sig")
    stamped.write_bytes(content)
    _openssl(authority, "ts", "-query", "-data", stamped, *options, "-out", query)
    signer = ("-section", "authority", "-signer", "clock.pem", "-inkey", "clock.key")
    _openssl(authority, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", query, *signer, "-out", answer)
    return answer


@pytest.fixture
def make(authority: Path, tmp_path: Path) -> Make:
    """Make a time stamp of some bytes, and return its file."""

    def stamp(content: bytes, digest: str = "-sha512", *, certificate: bool = True) -> Path:
        return _stamp(authority, content, tmp_path / "x.tsr", digest, *(["-cert"] if certificate else []))

    return stamp


def _verify(path: Path, signature: bytes | None, *roots: Path) -> tuple[Stamp | None, list[str]]:
    problems = Problems()
    stamp = verify_time_stamp(path, signature, problems, roots=roots)
    return stamp, [str(problem) for problem in problems]


@pytest.mark.parametrize("digest", ["-sha256", "-sha384", "-sha512"])
def test_a_stamp_holds_and_says_whether_its_maker_is_known(make: Make, authority: Path, digest: str) -> None:
    path = make(SIGNATURE, digest)
    alone, problems = _verify(path, SIGNATURE)
    assert problems == []
    assert alone is not None
    assert abs((datetime.now(UTC) - alone.instant).total_seconds()) < 600
    assert "UTC. Nobody has vouched for its maker" in str(alone)
    known, problems = _verify(path, SIGNATURE, authority / "root.pem")
    assert (known, problems) == (Stamp(instant=alone.instant, is_vouched=True), [])
    assert "from an authority whose certificate was given" in str(known)


def test_no_stamp_is_no_fault_unless_a_root_is_given(authority: Path, tmp_path: Path) -> None:
    assert _verify(tmp_path / "x.tsr", SIGNATURE) == (None, [])
    stamp, problems = _verify(tmp_path / "x.tsr", SIGNATURE, authority / "root.pem")
    assert stamp is None
    assert [problem.startswith("x.tsr: time stamp: is not there") for problem in problems] == [True]


def test_a_stamp_of_something_else_is_told(make: Make, authority: Path) -> None:
    path = make(SIGNATURE)
    for roots in ((), (authority / "root.pem",)):
        stamp, problems = _verify(path, SIGNATURE + b"x", *roots)
        assert stamp is None
        assert [problem.startswith("x.tsr: imprint: is not that of the signature") for problem in problems] == [True]
    assert ["stands without a signature" in problem for problem in _verify(path, None)[1]] == [True]


def test_a_stamp_of_another_authority_is_told(make: Make, authority: Path) -> None:
    path = make(SIGNATURE)
    stamp, problems = _verify(path, SIGNATURE, authority / "other.pem")
    assert stamp is None
    assert [problem.startswith("x.tsr: token: does not hold") for problem in problems] == [True]
    both = (authority / "other.pem", authority / "root.pem")
    assert _verify(path, SIGNATURE, *both)[1] == []


def test_a_stamp_without_its_certificate_is_told(make: Make, authority: Path) -> None:
    problems = _verify(make(SIGNATURE, certificate=False), SIGNATURE, authority / "root.pem")[1]
    assert ["ask it to put its certificate into the answer" in problem for problem in problems] == [True]


def test_an_imprint_by_a_weak_digest_is_told(make: Make) -> None:
    assert "imprint: is made with 1.3.14.3.2.26" in _verify(make(SIGNATURE, "-sha1"), SIGNATURE)[1][0]


def test_a_refusal_is_no_stamp(make: Make, tmp_path: Path) -> None:
    make(SIGNATURE)
    # PKIStatusInfo {status rejection, statusString "no"}, and no token (RFC 3161 §2.4.2).
    (tmp_path / "x.tsr").write_bytes(bytes.fromhex("300b300902010230040c026e6f"))
    assert "status: is rejection, not granted no" in _verify(tmp_path / "x.tsr", SIGNATURE)[1][0]


@pytest.mark.parametrize(
    "content", [b"", b"junk", b"\x30\x80", b"\x30\x05\x30\x03\x02\x01\x00", b"0" * ((1 << 20) + 1)]
)
def test_what_is_no_stamp_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.tsr").write_bytes(content)
    stamp, problems = _verify(tmp_path / "x.tsr", SIGNATURE)
    assert stamp is None
    assert [problem.startswith("x.tsr: ") for problem in problems] == [True]


def test_certificates_that_are_none_are_told(make: Make, tmp_path: Path) -> None:
    path = make(SIGNATURE)
    (tmp_path / "junk.pem").write_text("junk")
    for name, said in (("junk.pem", "holds no certificate"), ("nowhere.pem", "cannot be read")):
        stamp, problems = _verify(path, SIGNATURE, tmp_path / name)
        assert stamp is None
        assert [f"certificate: {name} {said}" in problem for problem in problems] == [True]


def test_every_byte_of_a_stamp_counts(make: Make, authority: Path) -> None:
    path = make(SIGNATURE)
    content = path.read_bytes()
    # What names the algorithm of the signature is not itself signed, and no verifier goes by it (RFC 5652 §5.3).
    ecdsa = bytes.fromhex("06082a8648ce3d040302")
    unsigned = range(content.rindex(ecdsa), content.rindex(ecdsa) + len(ecdsa))
    untold = []
    for position in range(len(content)):
        path.write_bytes(content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :])
        stamp, problems = _verify(path, SIGNATURE, authority / "root.pem")
        if stamp is not None or not problems:
            untold.append(position)
    assert set(untold) <= set(unsigned)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_hostile_stamp_is_told_or_says_what_the_sound_one_says(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, authority: Path
) -> None:
    path = tmp_path_factory.getbasetemp() / "hostile.tsr"
    content = bytearray((authority / "sound.tsr").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        content[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    path.write_bytes(content)
    sound, _ = _verify(authority / "sound.tsr", SIGNATURE, authority / "root.pem")
    stamp, problems = _verify(path, SIGNATURE, authority / "root.pem")
    assert stamp in (None, sound)
    assert [problem.startswith("hostile.tsr: ") for problem in problems] == ([True] if stamp is None else [])


@pytest.fixture
def signed(sound: Path, tmp_path: Path) -> Path:
    bag = Path(shutil.copytree(sound, tmp_path / sound.name))
    write_signature(bag, Ed25519PrivateKey.from_private_bytes(b"k" * 32))
    return bag


def _run(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)


def test_a_stamp_is_put_beside_the_signature_and_verified_there(signed: Path, make: Make, authority: Path) -> None:
    stamp = make(Path(f"{signed}.sig").read_bytes())
    told = _run("sign", signed, "--timestamp", stamp)
    assert told.exit_code == 0
    assert f"{signed.name}.tsr\nTime stamp: 2" in told.stdout
    assert Path(f"{signed}.tsr").read_bytes() == stamp.read_bytes()
    assert _run("sign", signed, "--timestamp", f"{signed}.tsr").exit_code == 0
    problems = Problems()
    files = read_tree(signed, problems)
    found = verify_signature(signed.parent, signed.name, files, problems, tsa_roots=[authority / "root.pem"])
    assert list(problems) == []
    assert found is not None
    assert found.stamp is not None
    assert found.stamp.is_vouched
    assert str(found).splitlines()[1] == str(found.stamp)


def test_a_stamp_of_another_signature_is_not_put_there(signed: Path, make: Make) -> None:
    told = _run("sign", signed, "--timestamp", make(b"another"))
    assert told.exit_code == 1
    assert "x.tsr: imprint: is not that of the signature" in told.stdout
    assert not Path(f"{signed}.tsr").exists()
    Path(f"{signed}.sig").unlink()
    assert "stands without a signature" in _run("sign", signed, "--timestamp", make(b"another")).stdout


def test_a_stamp_is_never_left_beside_another_signature(signed: Path, make: Make) -> None:
    before = Path(f"{signed}.sig").read_bytes()
    shutil.copy(make(before), f"{signed}.tsr")
    with pytest.raises(ProblemsError, match="is that of another signature"):
        write_signature(signed, Ed25519PrivateKey.from_private_bytes(b"o" * 32))
    assert Path(f"{signed}.sig").read_bytes() == before
    assert write_signature(signed, Ed25519PrivateKey.from_private_bytes(b"k" * 32)).read_bytes() == before


def test_a_stamp_that_does_not_fit_spoils_the_whole(signed: Path, make: Make) -> None:
    shutil.copy(make(b"another"), f"{signed}.tsr")
    problems = Problems()
    assert verify_signature(signed.parent, signed.name, read_tree(signed, problems), problems) is None
    assert [problem.path for problem in problems] == [f"{signed.name}.tsr"]
    Path(f"{signed}.sig").unlink()
    problems = Problems()
    verify_signature(signed.parent, signed.name, read_tree(signed, problems), problems)
    assert ["stands without a signature" in str(problem) for problem in problems] == [True]
