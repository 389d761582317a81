"""The signature beside a bag: what it says, that others can check it, and that verify tells whatever does not hold."""

import base64
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from review_site.archive.signature import fingerprint_of, read_key, read_tag_manifests, sign, write_signature
from review_site.archive.verify.signature import Signed, verify_signature
from review_site.archive.verify.tree import read_tree
from review_site.cli import main
from review_site.problems import Problems, ProblemsError

# RFC 8032 §7.1, TEST 1 to 3: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f"
        "b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da08"
        "5ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18"
        "ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
_PRIVATE = bytes.fromhex("302e020100300506032b657004220420")  # PKCS #8 up to the key itself (RFC 8410 §7)
_PUBLIC = bytes.fromhex("302a300506032b6570032100")  # SubjectPublicKeyInfo up to the key itself (RFC 8410 §4)


def _write_pem(path: Path, kind: str, der: bytes) -> Path:
    path.write_text(f"-----BEGIN {kind}-----\n{base64.b64encode(der).decode()}\n-----END {kind}-----\n")
    path.chmod(0o600)
    return path


def _no_passphrase() -> bytes:
    raise AssertionError("a plain key needs no passphrase")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The secret key of TEST 1, with its public key beside it."""
    secret, public = (bytes.fromhex(text) for text in VECTORS[0][:2])
    _write_pem(tmp_path / "key.pub", "PUBLIC KEY", _PUBLIC + public)
    return _write_pem(tmp_path / "key", "PRIVATE KEY", _PRIVATE + secret)


@pytest.fixture
def bag(sound: Path, tmp_path: Path) -> Path:
    shutil.copy(f"{sound}.tar", tmp_path)
    shutil.copy(f"{sound}.tar.sha256", tmp_path)
    return Path(shutil.copytree(sound, tmp_path / sound.name))


@pytest.fixture
def signature(bag: Path, key: Path) -> Path:
    return write_signature(bag, read_key(key, _no_passphrase))


def _verify(bag: Path, public_key: Path | None = None) -> tuple[Signed | None, list[str]]:
    problems = Problems()
    files = read_tree(bag, problems)
    signed = verify_signature(bag.parent, bag.name, files, problems, public_key=public_key)
    return signed, [str(problem) for problem in problems]


@pytest.mark.parametrize("vector", VECTORS)
def test_a_key_file_signs_as_the_specification_says(tmp_path: Path, vector: tuple[str, str, str, str]) -> None:
    secret, public, message, signature = map(bytes.fromhex, vector)
    key = read_key(_write_pem(tmp_path / "key", "PRIVATE KEY", _PRIVATE + secret), _no_passphrase)
    assert key.sign(message) == signature
    assert base64.b64encode(_PUBLIC + public) in sign("x", dict.fromkeys(_TAGS, b"x"), key)


_TAGS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")


def test_the_signature_is_read_by_people_and_always_the_same(bag: Path, key: Path, signature: Path) -> None:
    content = signature.read_bytes()
    assert write_signature(Path(f"{bag}.tar"), read_key(key, _no_passphrase)) == signature
    assert signature.read_bytes() == content
    assert signature.stat().st_mode & 0o777 == 0o644
    labels = [re.split(": | \\(| = ", line)[0] for line in content.decode().splitlines()]
    assert labels == [
        *("Form", "Bag", "SHA256", "SHA512", "SHA256", "SHA512"),
        *("Algorithm", "Public-Key", "Fingerprint", "Signature"),
    ]


def test_tools_that_are_not_ours_check_it(bag: Path, key: Path, signature: Path, tmp_path: Path) -> None:
    for tool in ("sha256sum", "sha512sum"):
        told = subprocess.run([tool, "--check", signature.name], cwd=bag.parent, capture_output=True, text=True)
        assert told.returncode == 0
        assert told.stdout.count(": OK") == 2
    statement, _, last = signature.read_bytes().partition(b"Signature: ")
    (tmp_path / "statement").write_bytes(statement)
    (tmp_path / "signature").write_bytes(base64.b64decode(last))
    check = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", f"{key}.pub", "-rawin", "-in", "statement"]
    openssl = [*check, "-sigfile", "signature"]
    assert subprocess.run(openssl, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "statement").write_bytes(statement.replace(b"Bag: r", b"Bag: R"))
    assert subprocess.run(openssl, cwd=tmp_path, capture_output=True).returncode == 1


@pytest.mark.usefixtures("signature")
def test_a_signature_holds_and_says_whether_its_key_is_known(bag: Path, key: Path) -> None:
    fingerprint = fingerprint_of(read_key(key, _no_passphrase))
    alone, problems = _verify(bag)
    assert (alone, problems) == (Signed(fingerprint=fingerprint, is_vouched=False), [])
    assert f"the key {fingerprint}. Nobody has vouched for that key" in str(alone)
    known, problems = _verify(bag, key.with_name("key.pub"))
    assert (known, problems) == (Signed(fingerprint=fingerprint, is_vouched=True), [])
    assert f"the key that was given ({fingerprint})" in str(known)


def test_a_bundle_need_not_be_signed_unless_a_key_is_given(bag: Path, key: Path) -> None:
    assert _verify(bag) == (None, [])
    signed, problems = _verify(bag, key.with_name("key.pub"))
    assert signed is None
    assert [f"{bag.name}.sig: signature: is not there" in problem for problem in problems] == [True]


def test_every_byte_of_a_signature_counts(bag: Path, key: Path, signature: Path) -> None:
    content = signature.read_bytes()
    files = read_tree(bag, Problems())
    for position in range(len(content)):
        flipped = content[position] ^ 1 << position % 8
        signature.write_bytes(content[:position] + bytes([flipped]) + content[position + 1 :])
        problems = Problems()
        assert verify_signature(bag.parent, bag.name, files, problems) is None, f"byte {position}"
        assert {one.path for one in problems} == {signature.name}, f"byte {position}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:-1], "each with its end"),
        (lambda text: text + "\n", "lines: are 11"),
        (lambda text: text + "x", "each with its end"),
        (lambda _: "", "lines: are 0"),
        (lambda text: text.replace("\n", "\r\n"), "Form: is not a line of a signature"),
        (lambda text: text.replace("version 1", "version 2"), "Form: is not a line of a signature"),
        (lambda text: text.replace("Ed25519", "None"), "Algorithm: is not a line of a signature"),
        (lambda text: text.replace("(review", "(other"), "Bag: is review-example-org-2023-05-01, and the lines"),
        (lambda text: re.sub("sha256:[0-9a-f]", "sha256:x", text), "Fingerprint: is not a line of a signature"),
        (lambda text: re.sub("sha256:[0-9a-f]{4}", "sha256:0000", text), "Fingerprint: is sha256:0000"),
        (lambda text: re.sub("Signature: .*", "Signature: AAAA", text), "Signature: is not that of the key"),
        (lambda text: re.sub("Signature: .*", "Signature: A", text), "Signature: is not base64"),
        (lambda text: re.sub("(Public-Key: .*)=", r"\1", text), "Public-Key: is not base64"),
        (lambda text: re.sub("Public-Key: .*", "Public-Key: AAAA", text), "Public-Key: is not an Ed25519 key"),
        (lambda text: text.replace("Bag: ", "Bag: \N{LATIN SMALL LETTER E WITH ACUTE}"), "Bag: is not a line"),
    ],
)
def test_a_malformed_signature_is_told(bag: Path, signature: Path, change: Callable[[str], str], said: str) -> None:
    signature.write_bytes(change(signature.read_text()).encode())
    signed, problems = _verify(bag)
    assert signed is None
    assert any(problem.startswith(signature.name) and said in problem for problem in problems)


@pytest.mark.parametrize("tag", _TAGS)
@pytest.mark.usefixtures("signature")
def test_a_bag_that_changed_since_is_told(bag: Path, tag: str) -> None:
    with (bag / tag).open("ab") as stream:
        stream.write(b"x")
    signed, problems = _verify(bag)
    assert signed is None
    assert [f"SHA256 of {tag}: is " in problems[0], f"SHA512 of {tag}: is " in problems[1]] == [True, True]
    assert "changed after it was signed" in problems[0]
    (bag / tag).unlink()
    assert "and the file is missing" in _verify(bag)[1][0]


def test_a_signature_of_another_bag_is_told(bag: Path, signature: Path) -> None:
    other = bag.rename(bag.with_name("other"))
    signature.rename(signature.with_name("other.sig"))
    signed, problems = _verify(other)
    assert signed is None
    assert [problem.startswith("other.sig: Bag: is review-example-org-2023-05-01") for problem in problems] == [True]


def test_another_key_than_the_one_that_was_given_is_told(bag: Path, key: Path, signature: Path, tmp_path: Path) -> None:
    _write_pem(tmp_path / "forger", "PRIVATE KEY", _PRIVATE + bytes.fromhex(VECTORS[1][0]))
    write_signature(bag, read_key(tmp_path / "forger", _no_passphrase))
    alone, problems = _verify(bag)
    assert problems == []
    assert alone is not None
    assert alone.is_vouched is False
    signed, problems = _verify(bag, key.with_name("key.pub"))
    assert signed is None
    assert ["the key that was given is sha256:" in problem for problem in problems] == [True]


@pytest.mark.usefixtures("signature")
def test_a_public_key_that_is_none_is_told(bag: Path, key: Path, tmp_path: Path) -> None:
    (tmp_path / "junk").write_bytes(b"junk")
    rsa = ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ec"]
    subprocess.run(rsa, cwd=tmp_path, check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", "ec", "-pubout", "-out", "ec.pub"], cwd=tmp_path, check=True)
    for file, said in (
        ("junk", "is not an Ed25519 public key"),
        ("ec.pub", "is not an Ed25519 public key"),
        ("key", "is a private key, which stays with the signer"),
        ("nowhere", "cannot be read"),
    ):
        signed, problems = _verify(bag, tmp_path / file)
        assert signed is None
        assert [problem.startswith(f"{file}: public key: {said}") for problem in problems] == [True]


def test_what_is_not_a_plain_small_file_is_told(bag: Path, signature: Path, tmp_path: Path) -> None:
    signature.rename(tmp_path / "elsewhere")
    signature.symlink_to(tmp_path / "elsewhere")
    assert "is not a plain file" in _verify(bag)[1][0]
    signature.unlink()
    signature.mkdir()
    assert "is not a plain file" in _verify(bag)[1][0]
    signature.rmdir()
    signature.write_bytes(b"x" * ((1 << 20) + 1))
    assert "is larger than" in _verify(bag)[1][0]


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [
        (None, 0o644, "may be read or changed by others (mode 644) (chmod 600 key"),
        (None, 0o620, "may be read or changed by others (mode 620)"),
        (b"junk", 0o600, "is not a private key in PEM"),
        (b"-----BEGIN PUBLIC KEY-----\n", 0o600, "is not a private key in PEM"),
    ],
)
def test_a_key_that_cannot_be_trusted_is_refused(key: Path, content: bytes | None, mode: int, said: str) -> None:
    if content is not None:
        key.write_bytes(content)
    key.chmod(mode)
    with pytest.raises(ProblemsError, match=re.escape(said)):
        read_key(key, _no_passphrase)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    for algorithm in ("ED448", "X25519"):
        make = ["openssl", "genpkey", "-algorithm", algorithm, "-out", tmp_path / algorithm]
        subprocess.run(make, check=True, capture_output=True)
        with pytest.raises(ProblemsError, match="is not an Ed25519 key"):
            read_key(tmp_path / algorithm, _no_passphrase)


def test_a_bag_without_tag_manifests_is_not_signed(bag: Path, key: Path, tmp_path: Path) -> None:
    (bag / _TAGS[1]).unlink()
    with pytest.raises(ProblemsError, match=re.escape(f"{_TAGS[1]}: is missing")):
        write_signature(bag, read_key(key, _no_passphrase))
    (tmp_path / "x.tar").write_bytes(b"junk" * 1000)
    with pytest.raises(ProblemsError, match="cannot be read"):
        read_tag_manifests(tmp_path / "x.tar")
    with pytest.raises(ValueError, match="can be signed"):
        sign("two\nlines", dict.fromkeys(_TAGS, b"x"), read_key(key, _no_passphrase))


@pytest.mark.parametrize("name", ["two\nlines", "caf\u00e9", "back\\slash"])
def test_a_bag_whose_name_cannot_stand_in_a_line_is_not_signed(bag: Path, key: Path, name: str) -> None:
    told = _run("sign", bag.rename(bag.with_name(name)), "--key", key)
    assert told.exit_code == 1
    assert not bag.with_name(f"{name}.sig").exists()
    with pytest.raises(ProblemsError, match="give the bag the name that it was made with"):
        write_signature(bag.with_name(name), read_key(key, _no_passphrase))


def _run(*words: object, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, list(map(str, words)), catch_exceptions=False)


def test_the_commands_make_a_key_and_sign_a_sound_bundle(
    bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = _run("key", "mine")
    assert made.exit_code == 0
    assert Path("mine").stat().st_mode & 0o777 == 0o600
    fingerprint = made.stdout.splitlines()[-1].removeprefix("Fingerprint: ")
    again = _run("key", "mine")
    assert (again.exit_code, again.stdout) == (
        1,
        "mine: key: is there already (name another file: a key is never replaced)\n",
    )
    told = _run("sign", bag.name, "--key", "mine")
    assert (told.exit_code, told.stdout) == (0, f"Signed: {bag.name}.sig\nKey: {fingerprint}\n")
    by_folder = Path(f"{bag.name}.sig").read_bytes()
    assert _run("sign", f"{bag.name}.tar", "--key", "mine").exit_code == 0
    assert Path(f"{bag.name}.sig").read_bytes() == by_folder
    assert _verify(bag, tmp_path / "mine.pub") == (Signed(fingerprint=fingerprint, is_vouched=True), [])


def test_a_bundle_that_is_not_sound_is_not_signed(bag: Path, key: Path) -> None:
    (bag / "data/stray.txt").write_text("x")
    told = _run("sign", bag, "--key", key)
    assert told.exit_code == 1
    assert "data/stray.txt: sha256: is not named in manifest-sha256.txt" in told.stdout
    assert not Path(f"{bag}.sig").exists()


def test_a_stale_signature_does_not_stop_a_new_one(bag: Path, key: Path, signature: Path) -> None:
    right = signature.read_bytes()
    signature.write_bytes(b"stale")
    assert _run("sign", bag, "--key", key).exit_code == 0
    assert signature.read_bytes() == right


def test_an_encrypted_key_takes_its_passphrase_from_the_environment(bag: Path, tmp_path: Path) -> None:
    file, variable = tmp_path / "mine", "REVIEW_SITE_KEY_PASSPHRASE"
    assert _run("key", file, "--passphrase", **{variable: "lamp oil"}).exit_code == 0
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in file.read_bytes()
    assert _run("sign", bag, "--key", file, **{variable: "lamp oil"}).exit_code == 0
    Path(f"{bag}.sig").unlink()
    wrong = _run("sign", bag, "--key", file, **{variable: "whale oil"})
    assert (wrong.exit_code, wrong.stdout) == (
        1,
        "mine: key: the passphrase is wrong, or the file is damaged (try again)\n",
    )
    nobody = _run("sign", bag, "--key", file, **{variable: ""})
    assert nobody.exit_code == 2
    assert f"set {variable}, or run this in a terminal" in nobody.stderr
    assert not Path(f"{bag}.sig").exists()


def test_signing_needs_something_to_do(bag: Path) -> None:
    told = _run("sign", bag)
    assert told.exit_code == 2
    assert "add --key FILE to sign" in told.stderr


def test_a_key_is_open_to_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert _run("key", tmp_path / "mine").exit_code == 0
    finally:
        os.umask(before)
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o600
