"""The review-site command: each subcommand a few lines over a plain function.

Exit codes: 0 fine, 1 problems in content or bundle, 2 wrong usage.
"""

import os
from pathlib import Path

import click

from review_site.cli.archive import archive, redirects, verify
from review_site.cli.audit import audit
from review_site.cli.compare import compare
from review_site.cli.digest import digest
from review_site.cli.figures import figures
from review_site.cli.key import key
from review_site.cli.readiness import readiness
from review_site.cli.replay import replay
from review_site.cli.sign import sign
from review_site.cli.site import build, hosting, serve
from review_site.cli.writing import check, due, import_, new, publish, record


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)
    context.obj = Path(os.path.relpath(found)) if project is None else project


_COMMANDS = (
    *(new, check, figures, publish, record, due, digest, import_),
    *(build, serve, hosting, readiness, archive, verify, replay, compare, key, sign, redirects, audit),
)
for _command in _COMMANDS:
    main.add_command(_command)
