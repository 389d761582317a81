"""`.htaccess`: the same for Apache 2.4, where `AllowOverride All` lets a folder speak for itself."""

import re

from review_site.hosting.caching import A_DAY, ASK_AGAIN, FOR_EVER, HASHED, PICTURES
from review_site.hosting.encodings import TEXTS
from review_site.hosting.policy import CSP, FIXED_HEADERS, HSTS, HSTS_VALUE, WASM_PREFIXES, content_security_policy
from review_site.hosting.served import NOT_FOUND_PAGE, Served, local_path
from review_site.hosting.types import served_types

_ENCODINGS = {"br": ("br", "br"), "gz": ("gzip", "(?:x-)?gzip")}
_ACCEPTED = r"(?:^|[,\s]){name}(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))"  # RFC 9110 §12.5.3: q=0 refuses
_SMALLER = "(?:\\.(?:br|gz))?"


def render_htaccess(served: Served) -> str:
    """Return the text of `.htaccess`, which lies at the root of what is served."""
    parts = (
        _BASE.format(not_found=served.prefix + NOT_FOUND_PAGE),
        _types(),
        _headers(served),
        _REWRITING.format(not_found=re.escape(served.prefix[1:] + NOT_FOUND_PAGE)),
        _answers(served),
        _negotiation(),
    )
    return "\n".join(part for part in parts if part)


_BASE = """\
# Needs AllowOverride All, and the modules dir, env, headers, mime and rewrite.
# What no folder may say, the server's own configuration should: TraceEnable off
Options -Indexes -MultiViews
DirectoryIndex index.html
DirectorySlash On
ServerSignature Off
FileETag MTime Size
ErrorDocument 403 {not_found}
ErrorDocument 404 {not_found}
"""
_REWRITING = """\
RewriteEngine On
RewriteBase /
RewriteCond "%{{REQUEST_METHOD}}" "!^(?:GET|HEAD)$"
RewriteRule "^" - [R=405,L]
RewriteRule "(?:^|/)\\.(?!well-known/)" - [R=404,L]
RewriteRule "^_(?:headers|redirects)$" - [R=404,L]
RewriteCond "%{{ENV:REDIRECT_STATUS}}" "^$"
RewriteRule "^{not_found}$" - [R=404,L]
"""


def _types() -> str:
    types = [f'AddType "{media_type}" {ending}' for ending, media_type in sorted(served_types().items())]
    smaller = [
        f'<FilesMatch "\\{ending}\\.(?:br|gz)$">\nForceType "{served_types()[ending]}"\n</FilesMatch>'
        for ending in sorted(TEXTS)
    ]
    encodings = [
        f'<FilesMatch "{_text_pattern()}\\.{ending}$">\n'
        f"AddEncoding {name} .{ending}\nSetEnv no-gzip 1\nSetEnv no-brotli 1\n</FilesMatch>"
        for ending, (name, _) in _ENCODINGS.items()
    ]
    return "\n".join([*types, *smaller, *encodings, ""])


def _headers(served: Served) -> str:
    root = re.escape(served.prefix)
    wasm = "|".join(re.escape(prefix.strip("/")) + "/" for prefix in WASM_PREFIXES)
    lines = [
        *(_header(name, value) for name, value in FIXED_HEADERS.items()),
        _header(CSP, content_security_policy(wasm=False)),
        _header(CSP, content_security_policy(wasm=True), _at(f"^{root}(?:{wasm})")),
        _header(HSTS, HSTS_VALUE, "%{HTTPS} == 'on'"),
        _header("Cache-Control", ASK_AGAIN),
        _header("Cache-Control", A_DAY, _at(f"^{root}{PICTURES}{_SMALLER}$")),
        _header("Cache-Control", FOR_EVER, _at(f"^{root}{HASHED}{_SMALLER}$")),
        _header("Vary", "Accept-Encoding"),
    ]
    return "\n".join([*lines, ""])


def _header(name: str, value: str, condition: str | None = None) -> str:
    """Return the line that sets a header on every answer, errors and redirects among them."""
    return f'Header always set {name} "{value}"' + (f' "expr={condition}"' if condition else "")


def _at(pattern: str) -> str:
    return f"%{{REQUEST_URI}} =~ m#{pattern}#"


def _answers(served: Served) -> str:
    """Return the rules of addresses that lead on, or are gone for good (RFC 9110 §15.4.2 and §15.5.11)."""
    root, lines = served.prefix[:-1], []
    for old, new in served.moved:
        lines.append(f'RewriteRule "^{re.escape((root + old)[1:])}$" "{local_path(served, new)}" [R=301,L]')
    for address, file in served.gone:
        lines += [
            f"<If \"%{{REQUEST_URI}} == '{root}{address}'\">",
            f"ErrorDocument 410 {served.prefix}{file}",
            "</If>",
            f'RewriteRule "^{re.escape((root + address)[1:])}$" - [R=410,L]',
        ]
    return "\n".join([*lines, ""]) if lines else ""


def _negotiation() -> str:
    """Return the rules that answer with a smaller form, the smallest first, where the reader's browser takes it."""
    lines = []
    for ending, (_, accepted) in _ENCODINGS.items():
        lines += [
            f'RewriteCond "%{{HTTP:Accept-Encoding}}" "{_ACCEPTED.replace("{name}", accepted)}" [NV]',
            f'RewriteCond "%{{REQUEST_FILENAME}}.{ending}" -f',
            f'RewriteRule "^(.+{_text_pattern()})$" "$1.{ending}" [L]',
        ]
    return "\n".join([*lines, ""])


def _text_pattern() -> str:
    return f"\\.(?:{'|'.join(ending[1:] for ending in sorted(TEXTS))})"
