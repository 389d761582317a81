"""WordPress's notation in square brackets → HTML, or nothing."""

import re
from collections import Counter

_SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]{1,39})((?:\s[^\[\]<>]{0,2000})?)\]", re.IGNORECASE)
_CAPTION = re.compile(r"\bcaption\s*=\s*[\"']([^\"']*)[\"']")
_CAPTIONS = ("caption", "wp_caption")
_EMPTIED = ("gallery", "playlist", "audio", "video", "wpvideo", "contact-form", "contact-form-7", "archives")


def without_shortcodes(html: str, left_out: Counter[str], *, wordpress: bool) -> str:
    """Return HTML with captions as figures and embedded addresses as paragraphs, without the other shortcodes.

    Only a text out of WordPress itself loses shortcodes of unknown names, and only where they cannot be words: with a
    setting (`[map id="3"]`) or an end (`[/map]`). What stands between the two stays.
    """
    closed = {match[2].lower() for match in _SHORTCODE.finditer(html) if match[1]}
    said = ""

    def replace(match: re.Match[str]) -> str:
        nonlocal said
        closing, name, settings = match[1], match[2].lower(), match[3]
        if name in _CAPTIONS and closing:
            return f"<figcaption>{said}</figcaption></figure>"
        if name in _CAPTIONS:
            setting = _CAPTION.search(settings)
            said = setting[1] if setting else ""
            return "<figure>"
        if name == "embed":
            return "</p>" if closing else "<p>"
        if name in _EMPTIED or (wordpress and (name in closed or "=" in settings)):
            if not closing:
                left_out[f"[{name}]"] += 1
            return ""
        return match[0]

    return _SHORTCODE.sub(replace, html)
