"""The theme's own files: styles joined in one file, and every name with the hash of its content.

A file whose name changes with its content may be kept by browsers for ever.
"""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from review_site.cache import read_cached, write_cached
from review_site.plugins import stylesheet
from review_site.plugins.stylesheet import slim_stylesheet

_UNUSED = re.compile(r"assets/(javascripts/|images/favicon\.png|fonts/.*\.txt$|stylesheets/palette\.|.*\.map$)")
_MATERIAL = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
_STYLES = re.compile(r"styles/[a-z0-9-]+\.css")
_NAMED = re.compile(r"assets/(?!.*\.txt$)")
_URL = re.compile(rb'url\("([^"]+)"\)')
_CACHE = ".cache/styles"
_SLIMMED_BY = Path(stylesheet.__file__).read_bytes() + tinycss2.__version__.encode()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the theme: its address, and its hash as a page tells it (SRI §3.1)."""

    address: str
    integrity: str


def add_assets(files: Files, config: MkDocsConfig) -> dict[str, Asset]:
    """Put the theme's files at their hashed names, and return each by the name that templates use.

    The stylesheet is `review.css`: Material's, then ours in the order of their names, made small. What Material brings
    and nobody uses is dropped: scripts, source maps, colour palettes.

    Raises:
        PluginError: when the styles are not CSS.
    """
    theme = [file for file in files if file.src_dir != config.docs_dir]
    assets: dict[str, Asset] = {}
    styles: list[bytes] = []
    for file in sorted(theme, key=lambda file: (not _MATERIAL.fullmatch(file.src_uri), file.src_uri)):
        if _UNUSED.match(file.src_uri):
            files.remove(file)
        elif _MATERIAL.fullmatch(file.src_uri) or _STYLES.fullmatch(file.src_uri):
            files.remove(file)
            styles.append(file.content_bytes)
        elif _NAMED.match(file.src_uri):
            files.remove(file)
            assets[file.src_uri.removeprefix("assets/")] = _add(files, config, file.src_uri, file.content_bytes)
    joined = _URL.sub(lambda found: _hashed_url(found, assets), b"\n".join(styles))
    try:
        slim = _slim(joined, Path(config.config_file_path).parent / _CACHE)
    except ValueError as error:
        raise PluginError(f"publishing: {error} (look in theme/styles/)") from None
    return assets | {"review.css": _add(files, config, "assets/review.css", slim)}


def _slim(css: bytes, cache: Path) -> bytes:
    """Return a stylesheet made small; what was made of it before is kept under its bytes and the code that made it."""
    key = hashlib.sha256(b"\0".join((_SLIMMED_BY, css))).hexdigest()
    kept = read_cached(cache, key)
    if kept is None:
        kept = slim_stylesheet(css)
        write_cached(cache, key, kept)
    return kept


def integrity_of(content: bytes) -> str:
    """Return the hash of a content, as `integrity` and the policy of a page tell it (SRI §3.1, CSP Level 3 §2.3.1)."""
    return f"sha256-{b64encode(hashlib.sha256(content).digest()).decode()}"


def _add(files: Files, config: MkDocsConfig, uri: str, content: bytes) -> Asset:
    path = PurePosixPath(uri)
    named = str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))
    files.append(File.generated(config, named, content=content))
    return Asset(f"/{named}", integrity_of(content))


def _hashed_url(found: re.Match[bytes], assets: dict[str, Asset]) -> bytes:
    asset = assets.get(found[1].decode())
    return f'url("{asset.address.removeprefix("/assets/")}")'.encode() if asset else found[0]
