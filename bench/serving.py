"""Asks nginx with our configuration, and with a bare one over the same folder, for all pages: `make bench-serving`.

`serving.py [FOLDER]`; `hosting/` of this project unless told otherwise, as `make site` makes it. wrk asks as fast as it
is answered, on the loopback alone, for a few seconds a round; the two take turns, and a ratio is that of one round.
Above 1 ours is faster: it sends the smaller forms, which the bare one does not know.
"""

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.hosting.servers import Server, nginx

ROUNDS, SECONDS, CONNECTIONS = 5, 3, 32
FORMS = {"as they are": "", "as browsers ask (gzip)": "gzip"}
_OURS, _BARE = "include nginx/review-site.conf;", "types { text/html html; }"
_ASK = """\
local paths = {{ {paths} }}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{ ["Host"] = "localhost"{more} }})
end
"""


def main() -> None:
    folder = Path((*sys.argv[1:], "hosting")[0]).resolve()
    if shutil.which("wrk") is None:
        sys.exit("This needs wrk (on Debian: apt-get install wrk).")
    entries = json.loads((folder / "public/site-index.json").read_text(encoding="utf-8"))["entries"]
    paths = [one["address"] for one in entries if one["status"] == 200 and one["file"].endswith("index.html")]
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        work = Path(name)
        work.chmod(0o755)
        copied = shutil.copytree(folder, work / "hosting")
        ours = stack.enter_context(nginx(copied, brotli=False))
        bare = stack.enter_context(nginx(_bare(copied, work / "bare"), brotli=False))
        print(
            f"{len(paths)} pages, {CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS} s each; requests per second"
        )
        print(f"{'':26}{'ours':>10}{'bare':>10}{'ratio':>8}{'MB/s ours':>11}{'bare':>8}")
        for form, accepted in FORMS.items():
            script = work / "ask.lua"
            more = f', ["Accept-Encoding"] = "{accepted}"' if accepted else ""
            script.write_text(_ASK.format(paths=", ".join(map(json.dumps, paths)), more=more), encoding="utf-8")
            rounds = [(_ask(ours, script), _ask(bare, script)) for _ in range(ROUNDS)]
            rates = [statistics.median(both[side][0] for both in rounds) for side in (0, 1)]
            sent = [statistics.median(both[side][1] for both in rounds) for side in (0, 1)]
            ratio = statistics.median(mine[0] / other[0] for mine, other in rounds)
            print(f"{form:26}{rates[0]:10,.0f}{rates[1]:10,.0f}{ratio:8.2f}{sent[0]:11.1f}{sent[1]:8.1f}")


def _bare(ours: Path, folder: Path) -> Path:
    """Make a folder that serves the same files with nothing of our configuration but what starts the server."""
    made = (ours / "nginx.conf").read_text(encoding="utf-8")
    if _OURS not in made:
        sys.exit(f"{ours}/nginx.conf does not hold “{_OURS}”")
    folder.mkdir()
    (folder / "tmp").mkdir()
    (folder / "public").symlink_to(ours / "public")
    (folder / "nginx.conf").write_text(made.replace(_OURS, _BARE), encoding="utf-8")
    return folder


def _ask(server: Server, script: Path) -> tuple[float, float]:
    """Return requests and megabytes per second; every answer must be a success."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script, server.url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{server.name} did not answer everything:\n{said}")
    done = re.search(r"(\d+) requests in ([\d.]+)s, ([\d.]+)([KMG]?)B read", said)
    if done is None:
        sys.exit(f"wrk said something else:\n{said}")
    scale = {"": 1e-6, "K": 1.024e-3, "M": 1.048576, "G": 1073.741824}[done[4]]
    return int(done[1]) / float(done[2]), float(done[3]) * scale / float(done[2])


if __name__ == "__main__":
    main()
