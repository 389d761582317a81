"""The whole folder for a web server, made beside the last one and swapped in."""

import shutil
from pathlib import Path

from review_site.changes import keep_unchanged
from review_site.hosting import apache, netlify, nginx
from review_site.hosting.public import write_public
from review_site.hosting.served import Served, read_served
from review_site.manifest import SERVED_MANIFEST, write_manifest
from review_site.problems import Problem, ProblemsError
from review_site.swap import open_to_readers, put_back, staging_of, swap_in

PUBLIC = "public"
_MARK = nginx.SITE_FILE


def make_hosting(site: Path, output: Path) -> Path:
    """Make all that a web server needs of a finished site, and return the folder.

    In it are `public/`, the files to be served with their manifest, and the configurations. A site that stands below a
    path of its host lies at that path below `public/` too.

    Raises:
        ProblemsError: when the site is not a finished one or is a preview, or the output is something else's folder.
    """
    put_back(output, _MARK)
    _refuse_to_overwrite(site, output)
    served = read_served(site)
    staging = staging_of(output)
    shutil.rmtree(staging, ignore_errors=True)
    try:
        below = served.prefix.strip("/")
        write_public(served, staging / PUBLIC / below, output / PUBLIC / below)
        for name, text in _configurations(served).items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        write_manifest(staging / PUBLIC, SERVED_MANIFEST)
        (staging / "tmp").mkdir()  # where nginx keeps what it has not sent yet
        open_to_readers(staging)
        keep_unchanged(output, staging)
        swap_in(staging, output)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return output


def _configurations(served: Served) -> dict[str, str]:
    texts = {
        f"{PUBLIC}/_headers": netlify.render_headers(served),
        f"{PUBLIC}/.htaccess": apache.render_htaccess(served),
        nginx.SITE_FILE: nginx.render_site(served),
        nginx.TRY_FILE: nginx.render_try(served, brotli=False),
        nginx.TRY_BROTLI_FILE: nginx.render_try(served, brotli=True),
    }
    if served.moved:
        texts[f"{PUBLIC}/_redirects"] = netlify.render_redirects(served)
    return texts


def _refuse_to_overwrite(site: Path, output: Path) -> None:
    """Raise ProblemsError when the output holds or lies in the site, or is a folder that this did not make."""
    mixed = site.is_relative_to(output) or output.is_relative_to(site)
    strange = output.exists() and not (output / _MARK).is_file() and (output.is_file() or any(output.iterdir()))
    if mixed or strange:
        what = "and the site lie in each other" if mixed else f"is there already and has no {_MARK}"
        mend = "name a folder that is new or empty" if mixed else "name a new or empty one; or remove it, if it may go"
        problem = Problem(path=str(output), field="--output", what=what, mend=mend)
        raise ProblemsError([problem])
