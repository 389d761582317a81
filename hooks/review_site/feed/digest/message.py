"""A digest as a message that a program for mail opens, ready to be sent (RFC 5322)."""

from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32

from review_site.feed.digest.html import render_html
from review_site.feed.digest.model import Digest
from review_site.feed.digest.text import render_text
from review_site.feed.digest.words import on_lines

_BOUNDARY = "=_review-site-digest"
"""What parts the two forms: `=_` cannot stand in quoted-printable (RFC 2045 §6.7)."""
_POLICY = compat32.clone(linesep="\r\n")  # the newer ones lose spaces between encoded words of a long subject


def render_message(digest: Digest) -> bytes:
    """Render a digest as a message with plain text and HTML, the better form last (RFC 2046 §5.1.4).

    It has neither sender nor date (RFC 5322 §3.6), which the program adds that sends it, and which would change its
    bytes from run to run; `X-Unsent` has mail programs open it as a draft.
    """
    subject = on_lines(digest).subject
    message = MIMEMultipart("alternative", boundary=_BOUNDARY, policy=_POLICY)
    plain = subject.isascii() and "=?" not in subject  # which would be read as an encoded word (RFC 2047 §2)
    message["Subject"] = Header(subject, "us-ascii" if plain else "utf-8", header_name="Subject").encode()
    message["X-Unsent"] = "1"
    message["Content-Language"] = digest.language
    message.attach(_part(render_text(digest), "plain"))
    message.attach(_part(render_html(digest), "html"))
    return message.as_bytes()


def _part(text: str, subtype: str) -> MIMEText:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMEText("", subtype, policy=_POLICY)
    del part["Content-Transfer-Encoding"]
    part.set_payload(text, charset)
    return part
