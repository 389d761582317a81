"""The configurations for nginx: one to be included in a server of one's own, two that run as they are for a try.

An `add_header` in a location drops those of the level above it, so all of them stand at one level, and what differs by
file is a variable, which nested locations set.
"""

import re

from review_site.hosting.caching import A_DAY, ASK_AGAIN, FOR_EVER, HASHED, PICTURES
from review_site.hosting.policy import (
    CSP,
    FIXED_HEADERS,
    HSTS,
    HSTS_VALUE,
    WASM_PREFIXES,
    content_security_policy,
)
from review_site.hosting.served import NOT_FOUND_PAGE, Served, local_path
from review_site.hosting.types import served_types
from review_site.media_types import UNKNOWN

SITE_FILE = "nginx/review-site.conf"
TRY_FILE = "nginx.conf"
TRY_BROTLI_FILE = "nginx-brotli.conf"
MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
"""Where Debian's libnginx-mod-http-brotli-static puts nginx's module."""

_SITE = """\
# To be included in a server {{}} of your own, which says in one line where the files are:
#     root /srv/review-site/hosting/public;
# With nginx's brotli module, add one more:
#     brotli_static on;
server_tokens off;
absolute_redirect off;
charset utf-8;
charset_types {charset_types};
default_type {unknown};
types {{
{types}
}}

set $review_cache "{ask_again}";
set $review_policy "{policy}";
set $review_https "";
if ($scheme = https) {{ set $review_https "{hsts}"; }}

location ^~ {prefix} {{
    index index.html;
    autoindex off;
    etag on;
    gzip off;
    gzip_static on;
    # Which files are open is remembered for a moment. A new build counts at once with nginx -s reload, and without it
    # after these seconds.
    open_file_cache max=4096 inactive=60s;
    open_file_cache_valid 5s;
    error_page 404 {prefix}{not_found};
    error_page 403 =404 {prefix}{not_found};

{headers}

    location ~ /\\.(?!well-known/) {{ return 404; }}
    location ~ ^/_(?:headers|redirects)$ {{ return 404; }}
    location = {prefix}{not_found} {{ internal; }}
{moved}    location ~ "^{pattern}{hashed}$" {{ set $review_cache "{for_ever}"; }}
    location ~ "^{pattern}{pictures}$" {{ set $review_cache "{a_day}"; }}
    location ~ "^{pattern}(?:{wasm})" {{ set $review_policy "{wasm_policy}"; }}
}}
"""
_TRY = """\
# For a try on this machine, without root:  nginx -e stderr -p hosting -c {name}
# Then read http://127.0.0.1:8080{prefix} and stop it with Ctrl+C.
{load}daemon off;
pcre_jit on;
worker_processes 1;
pid nginx.pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path tmp/body;
    proxy_temp_path tmp/proxy;
    fastcgi_temp_path tmp/fastcgi;
    uwsgi_temp_path tmp/uwsgi;
    scgi_temp_path tmp/scgi;
    server {{
        listen 127.0.0.1:8080;
        root public;
{brotli}        include nginx/review-site.conf;
    }}
}}
"""


def render_site(served: Served) -> str:
    """Return the part for a `server {}`."""
    types = {ending[1:]: media_type.partition(";")[0] for ending, media_type in served_types().items()}
    with_charset = {media_type.partition(";")[0] for media_type in served_types().values() if ";" in media_type}
    return _SITE.format(
        charset_types=" ".join(sorted(with_charset - {"text/html"})),  # text/html is always among them
        unknown=UNKNOWN,
        types="\n".join(f"    {media_type} {ending};" for ending, media_type in sorted(types.items())),
        ask_again=ASK_AGAIN,
        policy=content_security_policy(wasm=False),
        hsts=HSTS_VALUE,
        prefix=served.prefix,
        not_found=NOT_FOUND_PAGE,
        headers="\n".join(_headers()),
        moved="".join(f"    {line}\n" for line in _answers(served)),
        pattern=re.escape(served.prefix),
        hashed=HASHED,
        for_ever=FOR_EVER,
        pictures=PICTURES,
        a_day=A_DAY,
        wasm="|".join(prefix.strip("/") + "/" for prefix in WASM_PREFIXES),
        wasm_policy=content_security_policy(wasm=True),
    )


def render_try(served: Served, *, brotli: bool) -> str:
    """Return a whole configuration, for loopback and no root; with `brotli` it loads Debian's module."""
    return _TRY.format(
        name=TRY_BROTLI_FILE if brotli else TRY_FILE,
        prefix=served.prefix,
        load=f"load_module {MODULE};\n" if brotli else "",
        brotli="        brotli_static on;\n" if brotli else "",
    )


def _headers() -> list[str]:
    values = {
        CSP: "$review_policy",
        **{name: f'"{value}"' for name, value in FIXED_HEADERS.items()},
        HSTS: "$review_https",  # an empty value is not sent
        "Cache-Control": "$review_cache",
        "Vary": "Accept-Encoding",
    }
    return [f"    add_header {name} {value} always;" for name, value in values.items()]


def _answers(served: Served) -> list[str]:
    """Return the locations of addresses that lead on, or are gone for good (RFC 9110 §15.4.2 and §15.5.11)."""
    root = served.prefix[:-1]
    moved = [f"location = {root}{old} {{ return 301 {local_path(served, new)}; }}" for old, new in served.moved]
    gone = [
        f"location = {root}{address} {{ error_page 410 {served.prefix}{file}; return 410; }}"
        for address, file in served.gone
    ]
    return moved + gone
