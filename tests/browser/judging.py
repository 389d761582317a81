"""The outside judges of a page: axe in the browser, the Nu HTML checker over files."""

import json
import subprocess
from pathlib import Path

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_RUN = """tags => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
    .then(result => result.violations.map(one => `${one.id}: ${one.nodes.map(node => node.target).join(", ")}`))"""


def axe(page, judges: Path) -> list[str]:
    """Return what axe finds on an open page: the rule and the elements."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((judges / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    return page.evaluate(AXE_RUN, AXE_TAGS)


def vnu(files: list[Path], judges: Path) -> list[str]:
    """Return the errors and warnings that the Nu HTML checker finds in files."""
    assert files, "no page to check"
    jar = judges / "vnu-jar/build/dist/vnu.jar"
    assert jar.is_file(), f"{jar} is missing"
    command = ["java", "-Xmx700m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [
        f"{message.get('url')}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(told)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]
