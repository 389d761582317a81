"""The run itself: a site in which everything is wrong makes each of its judges speak."""

import json
from pathlib import Path

from tests.accessibility.run import judge_site

BAD = """<!doctype html><html lang="en"><head><title>Bad</title></head><body><main><h1>Bad</h1>
<p style="color: #ccc; background: #fff">Pale words</p><p style="width: 900px">Wide</p><p odd="1">Odd</p>
<img src="https://elsewhere.invalid/a.png" alt="A">
<script>localStorage.setItem("kept", "1"); document.cookie = "visitor=1";</script></main></body></html>"""


def test_the_run_tells_what_is_wrong_with_a_site(tmp_path: Path):
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text(BAD, encoding="utf-8")
    entry = {"address": "/", "file": "index.html", "kind": "page"}
    (tmp_path / "site-index.json").write_text(json.dumps({"entries": [entry]}), encoding="utf-8")
    results = judge_site(tmp_path, "2026-11-24")
    assert results["pages"] == ["/", "/404.html"]
    assert results["stored"] == ["kept", "visitor"]
    assert results["asked"] == ["elsewhere.invalid"]
    found = {finding["rule"]: finding for finding in results["findings"]}
    assert found["color-contrast"]["criteria"] == ["1.4.3"]
    assert found["color-contrast"]["pages"] == ["/", "/404.html"]
    assert (found["reflow"]["criteria"], found["reflow"]["views"]) == (["1.4.10"], ["a phone 320 pixels wide"])
    assert (found["error"]["tool"], found["error"]["criteria"], found["error"]["views"]) == ("Nu Html Checker", [], [])
    assert all(tool["version"] for tool in results["tools"])
