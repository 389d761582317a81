"""Links that lead out of the site: whether others than their writer can follow them."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from review_site.addresses import deceit_in

Fault = tuple[str, str]
"""What is wrong, and what would be right."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_OWN_MACHINE = re.compile(r"file:|[A-Za-z]:[\\/]|\\", re.IGNORECASE)
_PREVIEW = re.compile(r"https?://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(/\S*)?", re.IGNORECASE)
_TORN_SCHEME = re.compile(r"(https?)(?::/?(?!/)|//)", re.IGNORECASE)
_MAIL_PROGRAM = ".safelinks.protection.outlook.com"
_OWN_NETWORK = (".internal", ".intranet", ".lan", ".local", ".localdomain")
_HOST = re.compile(r"[a-z0-9:]")  # how a name (RFC 1123 §2.1) or an IP address begins
_ATTACH = "put it into content/attachments/ and write its bare name"


def leads_out(target: str) -> bool:
    """Tell whether the target of a link is meant to lead out of the site."""
    return any(sign.match(target) for sign in (_SCHEME, _OWN_MACHINE, _TORN_SCHEME))


def fault_of_outside(target: str) -> Fault | None:
    """Return what is wrong with a target that leads out; None for one that all can follow."""
    target = target.strip()
    torn = _TORN_SCHEME.match(target)
    preview = _PREVIEW.match(target)
    if preview:
        return f"{target} is the preview on your own machine", f"write it from the root: {preview[1] or '/'}"
    if _OWN_MACHINE.match(target):
        return f"{target} is a file on your own machine or its network", _ATTACH
    deceit = deceit_in(target)
    if deceit:
        return deceit
    if target.startswith("//"):
        return f"{target} leads to another site without saying how", f"write https:{target}"
    if torn:
        return f"{target} is not a full address", f"write {torn[1]}://{target[torn.end() :].lstrip('/')}"
    return _fault_of_address(target) if target.lower().startswith("http") else None


def _fault_of_address(target: str) -> Fault | None:
    if " " in target:
        return f"{target} holds a space", f"write {target.replace(' ', '%20')}"
    try:
        host = urlsplit(target).hostname or ""
    except ValueError:
        return f"{target} is not a full address", "copy it from the page that it should lead to"
    if not _HOST.match(host):
        return f"{host or target} is not the name of a host", "copy the address from the page that it should lead to"
    if host.endswith(_MAIL_PROGRAM):
        return f"{host} is a mail program’s look at the link, and not the page", "copy the address of the page itself"
    if _is_inside(host):
        return f"{host} can be reached from one network alone", "give an address where all can read it"
    return None


def _is_inside(host: str) -> bool:
    """Tell whether a host is one of an office's own network: a name of one step, or a private address (RFC 1918)."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(_OWN_NETWORK)
