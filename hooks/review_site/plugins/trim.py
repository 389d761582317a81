"""What Material brings and this site has no use for: scripts, source maps, the colour palettes, the icon."""

import re

from mkdocs.structure.files import File, Files

_UNUSED = re.compile(r"assets/(javascripts/|images/favicon\.png|stylesheets/palette\.|.*\.map$)")
_STYLES = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")


def trim_theme(files: Files) -> None:
    """Remove the unused files from those that will be copied."""
    for file in [file for file in files if _UNUSED.match(file.src_uri)]:
        files.remove(file)


def theme_styles(files: Files) -> File | None:
    """Return Material's stylesheet, whose name carries the hash of its content; None under another theme."""
    return next((file for file in files if _STYLES.fullmatch(file.src_uri)), None)
