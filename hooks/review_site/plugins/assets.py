"""The theme's own files: styles joined in one file, and every name with the hash of its content.

A file whose name changes with its content may be kept by browsers for ever.
"""

import hashlib
import re
from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from review_site.plugins.stylesheet import slim_stylesheet

_UNUSED = re.compile(r"assets/(javascripts/|images/favicon\.png|stylesheets/palette\.|.*\.map$)")
_MATERIAL = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
_STYLES = re.compile(r"styles/[a-z0-9-]+\.css")
_NAMED = re.compile(r"assets/(?!.*\.txt$)")
_URL = re.compile(rb'url\("([^"]+)"\)')


def add_assets(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Put the theme's files at their hashed names, and return the address of each by the name that templates use.

    The stylesheet is `review.css`: Material's, then ours in the order of their names, made small. What Material brings
    and nobody uses is dropped: scripts, source maps, colour palettes.

    Raises:
        PluginError: when the styles are not CSS.
    """
    theme = [file for file in files if file.src_dir != config.docs_dir]
    addresses: dict[str, str] = {}
    styles: list[bytes] = []
    for file in sorted(theme, key=lambda file: (not _MATERIAL.fullmatch(file.src_uri), file.src_uri)):
        if _UNUSED.match(file.src_uri):
            files.remove(file)
        elif _MATERIAL.fullmatch(file.src_uri) or _STYLES.fullmatch(file.src_uri):
            files.remove(file)
            styles.append(file.content_bytes)
        elif _NAMED.match(file.src_uri):
            files.remove(file)
            addresses[file.src_uri.removeprefix("assets/")] = _add(files, config, file.src_uri, file.content_bytes)
    joined = _URL.sub(lambda found: _hashed_url(found, addresses), b"\n".join(styles))
    try:
        slim = slim_stylesheet(joined)
    except ValueError as error:
        raise PluginError(f"publishing: {error} (look in theme/styles/)") from None
    return addresses | {"review.css": _add(files, config, "assets/review.css", slim)}


def _add(files: Files, config: MkDocsConfig, uri: str, content: bytes) -> str:
    path = PurePosixPath(uri)
    named = str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))
    files.append(File.generated(config, named, content=content))
    return f"/{named}"


def _hashed_url(found: re.Match[bytes], addresses: dict[str, str]) -> bytes:
    address = addresses.get(found[1].decode())
    return f'url("{address.removeprefix("/assets/")}")'.encode() if address else found[0]
