"""A digest as a message that a program for mail opens, ready to be sent (RFC 5322)."""

from email.message import EmailMessage
from email.policy import SMTP

from review_site.feed.digest.html import render_html
from review_site.feed.digest.model import Digest
from review_site.feed.digest.text import render_text
from review_site.feed.digest.words import one_line

_BOUNDARY = "=_review-site-digest"
"""What parts the two forms: `=_` cannot stand in quoted-printable (RFC 2045 §6.7)."""


def render_message(digest: Digest) -> bytes:
    """Render a digest as a message with plain text and HTML, the better form last (RFC 2046 §5.1.4).

    It has neither sender nor date (RFC 5322 §3.6), which the program adds that sends it, and which would change its
    bytes from run to run; `X-Unsent` has mail programs open it as a draft.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(digest.subject)
    message["X-Unsent"] = "1"
    message.set_content(render_text(digest), cte="quoted-printable")
    message.add_alternative(render_html(digest), subtype="html", cte="quoted-printable")
    message["Content-Language"] = digest.language
    message.set_boundary(_BOUNDARY)
    return message.as_bytes()
