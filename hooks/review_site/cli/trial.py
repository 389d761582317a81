"""A bundle made and verified on trial, to see how long that takes."""

import os
import tempfile
from pathlib import Path

from review_site.archive.bundle import write_bundle
from review_site.archive.folder import capture_instant, recorded_url
from review_site.archive.options import Options
from review_site.archive.verify import verify_and_count
from review_site.cli.edge import progress
from review_site.clock import wall_clock
from review_site.plugins.bundling import options_for
from review_site.problems import ProblemsError
from review_site.timing import timed


def try_bundle(project: Path, site: Path) -> None:
    """Make the bundle of a site in a temporary folder, verify it, and let it go.

    Raises:
        ProblemsError: when no bundle can be made of the site, or what was made is not right.
    """
    with tempfile.TemporaryDirectory() as folder, progress.status("Trying the bundle…"):
        options, instant = options_for(site, project, Options()), capture_instant(site, os.environ, wall_clock())
        with timed("bundle"):
            bundle = write_bundle(site, recorded_url(site) or "", Path(folder), instant, options)
        with timed("verify"):
            problems, _ = verify_and_count(bundle)
    if problems:
        raise ProblemsError(problems)
