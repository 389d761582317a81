"""Links that writers wrote to pages of the site: each must lead somewhere, now or when it is due."""

import re
from collections.abc import Iterable, Set
from urllib.parse import unquote

from review_site.content.source import Source
from review_site.problems import Problems, did_you_mean

_LINK = re.compile(r"\]\(<?(/(?!/)[^)#?\s>]*)")
_FIELDS = ("page", "result_page")
_BUILT_BELOW = ("/news/", "/author/", "/assets/")


def check_links(sources: Iterable[Source], served: Set[str], problems: Problems) -> None:
    """Tell each link from the root, and each field that names a page, for which there is no page.

    Addresses of files, and of lists that the builder makes, are left to the check of the finished site.
    """
    for source in sources:
        for field in _FIELDS:
            value = source.data.get(field)
            if isinstance(value, str) and value.startswith("/"):
                _tell(source, field, value, source.line((field,)), served, problems)
        for number, line in enumerate(source.body.splitlines(), source.body_line):
            for target in _LINK.findall(line):
                _tell(source, "link", unquote(target), number, served, problems)


def _tell(source: Source, field: str, target: str, line: int, served: Set[str], problems: Problems) -> None:
    is_file = "." in target.rpartition("/")[2]
    if target in served or target.startswith(_BUILT_BELOW) or is_file:
        return
    near = f"did you mean {target}/?" if f"{target}/" in served else did_you_mean(target, served)
    mend = near if near.startswith("did you mean") else "correct the address, or bring the page back"
    problems.add(source.path, field, f"{target} leads nowhere", mend, line=line)
