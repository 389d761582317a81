"""The closing redirects for CloudFront: a function for viewer requests (JavaScript runtime 2.0).

CloudFront hands a function the path as it came, and the query in pieces: a key without `=` comes back with one.
"""

import json

from review_site.archive.redirects.nginx import meaning
from review_site.archive.redirects.pages import render_gone, render_not_held
from review_site.archive.redirects.target import CHECKED, Target

_MARK = "REVIEW-SITE-LINK"
_FUNCTION = """\
// Closing redirects of {url}: a CloudFront function for viewer requests, runtime 2.0.
// What every request gets: {what}
// The archive: {base}  The time of the copy: {timestamp} ({meaning}).
var STEM = {stem};
var PREFIX = {prefix};
var CHECKED = new RegExp({checked}, "i");
var NOT_HELD = {not_held};
{constants}
function queryOf(request) {{
  if (typeof request.rawQueryString === "function") {{
    return request.rawQueryString() || "";
  }}
  var pairs = [];
  for (var key in request.querystring) {{
    var value = request.querystring[key];
    (value.multiValue || [value]).forEach(function (one) {{ pairs.push(key + "=" + one.value); }});
  }}
  return pairs.join("&");
}}

function answer(statusCode, statusDescription, body) {{
  return {{
    statusCode: statusCode,
    statusDescription: statusDescription,
    headers: {{
      "content-type": {{ value: "text/html; charset=utf-8" }},
      "cache-control": {{ value: "max-age=3600" }}
    }},
    body: {{ encoding: "text", data: body }}
  }};
}}

function handler(event) {{
  var request = event.request;
  if (request.uri !== PREFIX.slice(0, -1) && request.uri.indexOf(PREFIX) !== 0) {{
    return request;
  }}
  var query = queryOf(request);
  if (CHECKED.test(query)) {{
    return answer(404, "Not Found", NOT_HELD);
  }}
  var copy = STEM + request.uri + (query ? "?" + query : "");
{response}
}}
"""
_MOVED = """\
  var moved = answer(301, "Moved Permanently", "");
  moved.headers.location = { value: copy };
  return moved;"""
_GONE = """\
  var escaped = copy.replace(/[&<>"']/g, function (one) { return "&#" + one.charCodeAt(0) + ";"; });
  return answer(410, "Gone", GONE.split(%s).join(escaped));"""


def render_moved(target: Target, name: str) -> str:
    """Render the form in which each request is answered with 301 and the address of its copy."""
    return _render(target, name, "301 and the address of its copy", "", _MOVED)


def render_gone_form(target: Target, name: str) -> str:
    """Render the form in which each request is answered with 410 and a page with the link to its copy."""
    constants = f"var GONE = {json.dumps(render_gone(name, _MARK), ensure_ascii=True)};\n"
    return _render(target, name, "410 and a page with the link to its copy", constants, _GONE % json.dumps(_MARK))


def _render(target: Target, name: str, what: str, constants: str, response: str) -> str:
    return _FUNCTION.format(
        url=target.url,
        what=what,
        base=target.base,
        timestamp=target.timestamp,
        meaning=meaning(target),
        stem=json.dumps(target.stem),
        prefix=json.dumps(target.prefix),
        checked=json.dumps(CHECKED),
        not_held=json.dumps(render_not_held(name, target.copy_of(target.prefix)), ensure_ascii=True),
        constants=constants,
        response=response,
    )
