import pytest

from review_site.content.anchors import lasting_anchors, read_anchors
from review_site.content.links import check_anchors, check_links
from review_site.content.source import Source
from review_site.problems import Problems

SERVED = {"/", "/about/", "/case-for-change/", "/case-for-change/chapter-1/", "/bridge-the-gap/", "/news/"}


def told(body: str, path: str = "docs/about.md", **data: str) -> list[str]:
    problems = Problems()
    check_links([Source(path, data, {("page",): 3}, body, 11)], SERVED, problems)
    return [str(problem).removeprefix(f"{path}:") for problem in problems]


def anchors_told(body: str, address: str | None = "/about/") -> list[str]:
    problems = Problems()
    source = Source("docs/about.md", {}, {}, body, 11)
    pages = {"/about/": source, "/case-for-change/": Source("x.md", {}, {}, "## Who we are")}
    check_anchors([(address, source)], read_anchors(pages), read_anchors(pages, lasting_anchors), problems)
    return [str(problem).removeprefix("docs/about.md:") for problem in problems]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Text\n[a](/abuot/)", "12: link: /abuot/ leads nowhere (did you mean /about/?)"),
        ("[a](/about)", "11: link: /about leads nowhere (did you mean /about/?)"),
        ("[a](/about.md)", "11: link: /about leads nowhere (did you mean /about/?)"),
        ("[a](/zzz/?q#x)", "11: link: /zzz/ leads nowhere (correct the address, or bring the page back)"),
        ("[a][b]\n\n[b]: /abuot/", "11: link: /abuot/ leads nowhere (did you mean /about/?)"),
        ('<a href="/abuot/">a</a>', "11: link: /abuot/ leads nowhere (did you mean /about/?)"),
    ],
)
def test_tells_a_link_from_the_root_that_leads_nowhere(body: str, problem: str) -> None:
    assert told(body) == [problem]


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("about.md", "/about/"),
        ("about/", "/about/"),
        ("./about.md#who", "/about/"),
        ("../about/", "/about/"),
        ("case-for-change/index.md", "/case-for-change/"),
        ("2021-09-01-bridge-the-gap.md", "/bridge-the-gap/"),
        ("nowhere", "/nowhere/"),
    ],
)
def test_tells_a_link_that_is_not_from_the_root(target: str, address: str) -> None:
    path = target.partition("#")[0]
    assert told(f"[a]({target})") == [
        f"11: link: {path} is not an address from the root (write it from the root: {address})"
    ]


def test_a_relative_link_is_read_from_its_own_folder_first() -> None:
    (problem,) = told("[a](chapter-1.md)", "docs/case-for-change/index.md")
    assert problem.endswith("(write it from the root: /case-for-change/chapter-1/)")


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("www.a.org", "www.a.org is an address without its beginning (write https://www.a.org)"),
        ("gov.uk/care", "gov.uk/care is an address without its beginning (write https://gov.uk/care)"),
        ("ada@a.org", "ada@a.org is a mail address (write mailto:ada@a.org)"),
        (
            "files/report.pdf",
            "files/report.pdf names a folder "
            "(put the file into content/attachments/ and write its bare name, report.pdf)",
        ),
        (
            "file:///C:/report.pdf",
            "file:///C:/report.pdf is a file on your own machine or its network "
            "(put it into content/attachments/ and write its bare name)",
        ),
    ],
)
def test_tells_other_targets_that_cannot_work(target: str, problem: str) -> None:
    assert told(f"[a]({target})") == [f"11: link: {problem}"]


@pytest.mark.parametrize(
    "body",
    [
        "[a](/about/#who)",
        "[a](/)",
        "[a](/news/2021/)",
        "[a](/assets/a.pdf)",
        "[a](/feed.atom)",
        "[a](https://a.org)",
        "[a](mailto:ada@a.org) [b](tel:999)",
        "[a](report.pdf)",
        "[a](#who)",
        "www.a.org",
        "`[a](/abuot/)`",
        "```\n[a](about.md)\n```",
    ],
)
def test_links_that_lead_somewhere_pass(body: str) -> None:
    assert told(body) == []


def test_tells_a_field_that_names_no_page() -> None:
    assert told("", page="/abuot/") == ["3: page: /abuot/ leads nowhere (did you mean /about/?)"]
    assert told("", page="/about/") == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("## Who\n\n[a](#whoo)", "13: link: #whoo leads to no place on the page (did you mean #who?)"),
        (
            "[a](/case-for-change/#who-we-were)",
            "11: link: /case-for-change/#who-we-were leads to no place on the page (did you mean #who-we-are?)",
        ),
        (
            "[a](/about/#zzz)",
            "11: link: /about/#zzz leads to no place on the page "
            "(link to the page alone, or write {#zzz} after a heading)",
        ),
    ],
)
def test_tells_an_anchor_that_is_not_there(body: str, problem: str) -> None:
    assert anchors_told(body) == [problem]


@pytest.mark.parametrize(
    "body",
    [
        "## Who\n\n[a](#who)",
        "[a](/case-for-change/#who-we-are)",
        "[a](/case-for-change/?q#who-we-are)",
        "[a](#)",
        "[a](#top)",
        "[a](/case-for-change/#:~:text=who)",
        "[a](/elsewhere/#zzz)",
        "[a](https://a.org/#zzz)",
        "[a](report.pdf#page=2)",
    ],
)
def test_anchors_that_are_there_or_not_known_pass(body: str) -> None:
    assert anchors_told(body) == []


def test_a_text_without_a_page_has_no_anchors_of_its_own() -> None:
    assert anchors_told("[a](#zzz)", None) == []
