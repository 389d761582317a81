"""The review-site command: each subcommand a few lines over a plain function.

Exit codes: 0 fine, 1 problems in content or bundle, 2 wrong usage.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import NoReturn

import click

from review_site.cli.lazy import LazyGroup
from review_site.cli.temporary import own_temporary_folder


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder with mkdocs.yml; else this one or the nearest above it that has one.",
)
@click.option("--debug", is_flag=True, help="Show a full trace when something goes wrong.")
@click.version_option(package_name="review-site")
@click.pass_context
def main(context: click.Context, project: Path | None, debug: bool) -> None:  # noqa: ARG001, FBT001 - read by telling_problems
    """Publish the website of a public review, and hand it to the archive."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _end)
    context.with_resource(own_temporary_folder())
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)
    context.obj = Path(os.path.relpath(found)) if project is None else project


def _end(_number: int, _frame: object) -> NoReturn:
    """End as Ctrl+C does, with nothing left behind, when a service or a time limit says so."""
    sys.exit(128 + signal.SIGTERM)


_MODULES = {
    "writing": ("new", "check", "publish", "record", "due"),
    "figures": ("figures",),
    "digest": ("digest",),
    "importing": ("import",),
    "site": ("build", "serve", "hosting", "intact"),
    "readiness": ("readiness",),
    "archive": ("archive", "verify", "redirects"),
    "replay": ("replay",),
    "compare": ("compare",),
    "key": ("key",),
    "sign": ("sign",),
    "audit": ("audit",),
}
# The first paragraph of the help of each, as it stands in its module.
_HELPS = {
    "new": 'Start an entry: review-site new blog "What we heard this week".',
    "check": "Check the content without building the site; with PATHS, tell only what is wrong there.",
    "publish": "Let a draft go: make it ready, date it, record its address.",
    "record": "Write what is out, and what is promised, into content/: addresses.txt, record.csv, paragraphs.csv, "
    "told/.",
    "due": "Tell what comes next, and what is due and not yet in the last build.",
    "figures": "List each number in the pages of a REPORT, or of all, with the source it has; exit with 1 where one "
    "needs it.",
    "digest": "Write a message of what came out and changed since a day, to be sent by mail; nothing is sent.",
    "import": "Bring posts from a feed or a WordPress export as drafts; safe to run again.",
    "build": "Build the whole site; the last good one stands until the new one is right.",
    "serve": "Show the site on this machine with drafts and what is still to come, built again at each save.",
    "hosting": "Make a finished FOLDER ready for a web server: its files, smaller forms of them, configurations.",
    "intact": "Tell whether a FOLDER that is served, or a copy of it, is file by file what was built.",
    "readiness": "Tell whether a finished FOLDER is ready for the archive, rule by rule; exit with 1 where a rule "
    "does not hold.",
    "archive": "Make the archive's bundle of a finished FOLDER, and print where it is.",
    "verify": "Read every byte of a BUNDLE (its folder, its tar, or a WACZ alone) and tell whatever is wrong.",
    "replay": "Play a BUNDLE (its folder or its tar) back, and compare every address byte by byte; verify it first.",
    "compare": "Tell what changed from OLD to NEW, each a bundle (folder, .tar or .wacz) or a finished folder.",
    "key": "Make an Ed25519 key for signing bundles: FILE, to be kept secret, and FILE.pub, to be given to the "
    "archive.",
    "sign": "Sign a BUNDLE (its folder or its tar) that is sound: writes NAME.sig beside it, and NAME.tsr with "
    "--timestamp.",
    "redirects": "Write, for a closed site, what a web server needs to lead each address of a finished FOLDER to its "
    "copy.",
    "audit": "Ask a web archive for every address of a BUNDLE, and tell what is missing there or differs.",
}
main.add_called(_MODULES, _HELPS)
