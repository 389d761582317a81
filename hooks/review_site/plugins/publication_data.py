"""A publication as its page tells it to machines, in the words of schema.org (JSON-LD 1.1)."""

from review_site.addresses import absolute
from review_site.content.publication import PublicationKind
from review_site.content.publication_version import ENDINGS
from review_site.content.register import Review
from review_site.lifecycle.told import major_notes
from review_site.media_types import media_type_of
from review_site.plugins.publication_views import VersionView, WorkView
from review_site.plugins.structured_data import Node, exact_date, keeper_of, website_of, without_none

_TYPES: dict[PublicationKind, str] = {
    "report": "Report",
    "evidence": "Report",
    "analysis": "Report",
    "film": "VideoObject",
    "open letters": "Collection",
    "submissions": "Collection",
    "newsletters": "Collection",
}


def describe_work(work: WorkView, address: str, review: Review, image: str | None) -> Node:
    """Return the page of a publication, and the work that it is about with its versions.

    Who wrote the work is not told, for the page does not say so; a date is told as precisely as it is known.
    """
    entry, url = work.entry, absolute(review.url, address)
    updates = major_notes(entry.updates)
    described = {
        "@type": _TYPES.get(entry.kind, "CreativeWork"),
        "name": entry.title,
        "description": entry.about,
        "datePublished": exact_date(entry.published, uncertain=entry.date_uncertain),
        "keywords": [topic.words for topic in work.topics] or None,
        "workExample": [_describe_version(version, review) for version in work.versions],
    }
    return without_none(
        {
            "@type": "WebPage",
            "name": entry.title,
            "description": entry.about,
            "url": url,
            "inLanguage": review.language,
            "publisher": keeper_of(review),
            "dateModified": exact_date(updates[0].on) if updates else None,
            "image": image,
            "isPartOf": website_of(review),
            "mainEntity": without_none(described),
        }
    )


def _describe_version(version: VersionView, review: Review) -> Node:
    """Return a version, with its file where it is held here; that of a page in our own words is not the version."""
    entry = version.entry
    here = version.here if version.here and not version.ours else None
    file = {
        "@type": {"film": "VideoObject", "audio": "AudioObject"}.get(entry.format, "MediaObject"),
        "name": entry.title,
        "contentUrl": absolute(review.url, version.file),
        "encodingFormat": media_type_of(version.file).partition(";")[0],
        "contentSize": f"{version.size} B",
        "duration": None if entry.seconds is None else f"PT{entry.seconds}S",
    }
    ending = ENDINGS.get(entry.format)
    certain = not (entry.uncertain and entry.pages is None)
    return without_none(
        {
            "@type": "CreativeWork",
            "name": entry.title,
            "inLanguage": "bfi" if entry.form == "British Sign Language" else entry.language,
            "encodingFormat": media_type_of(f"x.{ending}").partition(";")[0] if ending and certain else None,
            "url": absolute(review.url, here.address) if here else None,
            "encoding": without_none(file) if version.file else None,
            "archivedAt": entry.archived,
        }
    )
