"""The pages and documents in which the rules of the archive stand."""

from review_site.archive.readiness.model import Source

_TNA = "https://www.nationalarchives.gov.uk"
COMPLIANT = Source(
    name="The National Archives, How to make your website technically compliant",
    url=f"{_TNA}/webarchive/archive-a-website/how-to-make-your-website-compliant/",
)
ARCHIVE = Source(
    name="The National Archives, How to archive a website",
    url=f"{_TNA}/webarchive/archive-a-website/how-to-archive-a-website/",
)
INQUIRY = Source(
    name="The National Archives, Creating an official inquiry website",
    url=f"{_TNA}/information-management/manage-information/public-inquiry-guidance/creating-official-inquiry-website/",
)
LIMITS = Source(
    name="The National Archives, Limitations of the UK Government Web Archive",
    url=f"{_TNA}/webarchive/find-archived-uk-government-websites-in-the-uk-government-web-archive/"
    "limitations-of-the-uk-government-web-archive",
)
REDIRECTION = Source(
    name="The National Archives, Government web archive: redirection technical guidance for government "
    "departments, v4.2"
)
QUALITY = Source(
    name="COPTR, Web Archiving Quality Assurance (QA) Workflow, by the UK Government Web Archive",
    url="https://coptr.digipres.org/index.php/Workflow:Web_Archiving_Quality_Assurance_(QA)_Workflow",
)
AUTO_QA = Source(name="UK Government Web Archive, open-auto-qa", url="https://github.com/tna-webarchive/open-auto-qa")
