import json
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from review_site.addresses import address_of_file
from review_site.archive.surt import surt_of
from review_site.archive.verify.cdxj import sort_key

HOSTS = ["https://example.org", "http://www.Example.org:80", "https://www2.a-b.co.uk:8443", "https://x.test:443"]
FILES = [
    "index.html",
    "About/Us/index.html",
    "a b.pdf",
    "100%.txt",
    "100%25 sure.txt",
    "%2541.txt",
    "naïve/Łódź.html",
    "quote'\"<>.txt",
    "back\\slash^{|}`~.txt",
    "semi;colon=a&b,c!$(*)+@:.txt",
    "hash#tag.txt",
    "what?.txt",
    "日本語/index.html",
    "tab\there.txt",
]
URLS = [host + address_of_file(file) for host in HOSTS for file in FILES]


def test_keys_are_those_of_the_internet_archive() -> None:
    program = "import json, sys, surt; print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))"
    command = [sys.executable, "-W", "ignore", "-c", program]
    verdict = subprocess.run(command, input=json.dumps(URLS), capture_output=True, text=True, check=True)
    assert [surt_of(url) for url in URLS] == json.loads(verdict.stdout)


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1), st.sampled_from(HOSTS))
def test_writer_and_verifier_agree_on_keys(name: str, host: str) -> None:
    url = host + address_of_file(f"files/{name}")
    assert surt_of(url) == sort_key(url)


def test_cdxj_indexer_writes_the_same_lines(sound: Path) -> None:
    warc = sound / "data/web/review-example-org.warc.gz"
    program = Path(sys.executable).parent / "cdxj-indexer"
    verdict = subprocess.run([program, "--sort", warc], capture_output=True, text=True, check=True)
    assert (sound / "data/web/index.cdxj").read_text() == verdict.stdout
