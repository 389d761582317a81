"""The rules A1 to A22 of the archive, each with its words and its check: the one place where they stand."""

from review_site.archive.readiness.addresses import over_http, plain_addresses
from review_site.archive.readiness.agreed import crawlers_let_in, domain_and_redirects, notice_and_freeze
from review_site.archive.readiness.forms import no_log_in, no_posts_no_fetching
from review_site.archive.readiness.hosts import documents_elsewhere, frames_of_others, needed_of_others
from review_site.archive.readiness.maps import sitemap_for_people, sitemap_for_programs
from review_site.archive.readiness.markup import valid_html
from review_site.archive.readiness.media import charts_with_data, no_streams, said_otherwise
from review_site.archive.readiness.model import Rule
from review_site.archive.readiness.reach import addresses_in_pdfs, not_by_menus_alone, nothing_unlinked, within_hops
from review_site.archive.readiness.rights import rights_are_told
from review_site.archive.readiness.scripts import nothing_by_script
from review_site.archive.readiness.sources import ARCHIVE, AUTO_QA, COMPLIANT, INQUIRY, LIMITS, QUALITY, REDIRECTION

RULES: tuple[Rule, ...] = (
    Rule(
        id="A1",
        title="Everything over HTTP",
        asks="Everything on the website is reached over HTTP or HTTPS.",
        told_by="The scheme of every address that a page, stylesheet or document names.",
        mark="S",
        sources=(COMPLIANT,),
        blocks=True,
        because="A reader of the website can follow such an address, and nobody can in the snapshot.",
        mend="put it below the root of the site, or leave the address out",
        check=over_http,
    ),
    Rule(
        id="A2",
        title="Crawlers are let in",
        asks="Crawlers are neither blocked nor slowed; robots.txt lets them in and names the sitemap.",
        told_by="robots.txt, the word of pages to crawlers, and a sign-off by whoever hosts the website. The "
        "archive’s own "
        "crawlers ignore robots.txt; others keep to it.",
        mark="S",
        sources=(COMPLIANT,),
        blocks=False,
        because="The bundle is made from the folder, and no crawler is kept out of that.",
        mend="let crawlers in, in robots.txt and at the host",
        check=crawlers_let_in,
    ),
    Rule(
        id="A3",
        title="Film and sound as files",
        asks="Film and sound can be downloaded as files from plain addresses below the root; none is only streamed.",
        told_by="Stream manifests, players of other hosts in frames, and whether the file of each film and "
        "sound is there.",
        mark="S",
        sources=(COMPLIANT,),
        blocks=True,
        because="The snapshot would lack a film or sound that the website plays.",
        mend="put the file below the root of the site, and play it from there",
        check=no_streams,
    ),
    Rule(
        id="A4",
        title="In words as well",
        asks="Film and sound have transcripts, and what infographics, films and animations say is said in "
        "another way too.",
        told_by="Each film and sound, and each player in a frame, names a transcript that is there: in the same "
        "figure, by a "
        "link or a part to open, or by aria-details or aria-describedby. Each picture has words in its place, "
        "or is marked "
        "as saying nothing. Whether the words say the same, only people can tell.",
        mark="S",
        sources=(COMPLIANT,),
        blocks=False,
        because="The snapshot holds what the website holds; what is missing is missing in both.",
        mend="add a transcript, or words in its place",
        check=said_otherwise,
    ),
    Rule(
        id="A5",
        title="No frames of other hosts",
        asks="No content stands inside a frame of another host.",
        told_by="The host of every frame and embedded object.",
        mark="S",
        sources=(COMPLIANT,),
        blocks=True,
        because="What the frame shows would be missing from the snapshot.",
        mend="put what it shows on the page, or link to it",
        check=frames_of_others,
    ),
    Rule(
        id="A6",
        title="Documents below the root",
        asks="Documents stand below the root of the website, not on a service for sharing files.",
        told_by="The host of every link, against a list of such services. Documents that the register names as "
        "held elsewhere, "
        "each with the reason, are those of others.",
        mark="S",
        sources=(COMPLIANT, INQUIRY),
        blocks=True,
        because="The snapshot would lack a document of the website.",
        mend="put the document on the site and link to it there; if it is others' to keep, say why in review.yml under "
        "archiving: held_elsewhere:",
        check=documents_elsewhere,
    ),
    Rule(
        id="A7",
        title="One root, needing no other host",
        asks="Everything is below one root address, and no page needs anything from another host.",
        told_by="The host of everything that pages and stylesheets load, and the address that each page gives itself.",
        mark="S",
        sources=(INQUIRY, COMPLIANT),
        blocks=True,
        because="Pages would look or work otherwise in the snapshot than on the website.",
        mend="serve it from the site itself",
        check=needed_of_others,
    ),
    Rule(
        id="A8",
        title="A sitemap for people",
        asks="A page for people links to every page.",
        told_by="The links of the page that is named or titled sitemap, and of its parts below it, against all pages.",
        mark="S",
        sources=(COMPLIANT,),
        blocks=True,
        because="Search does not work in the archive: a page that the sitemap leaves out can hardly be found there.",
        mend="link to every page on the sitemap",
        check=sitemap_for_people,
    ),
    Rule(
        id="A9",
        title="A sitemap for programs",
        asks="An XML sitemap names every page.",
        told_by="The addresses of the sitemap that robots.txt names, or of sitemap.xml, against all pages, both ways.",
        mark="S",
        sources=(COMPLIANT, QUALITY),
        blocks=True,
        because="The archive checks its copy against the sitemap: a page that it leaves out would be missed by nobody.",
        mend="name every page in the sitemap, and nothing that is not there",
        check=sitemap_for_programs,
    ),
    Rule(
        id="A10",
        title="Nothing unlinked",
        asks="Only what is linked is captured: links lead to every page, document and picture.",
        told_by="A walk over links, requisites and redirects from the root. Files that only programs open are "
        "listed apart.",
        mark="S",
        sources=(INQUIRY,),
        blocks=False,
        because="The bundle holds every file, linked or not, and names the others as seeds for a crawl.",
        mend="link to it, or take it away",
        check=nothing_unlinked,
    ),
    Rule(
        id="A11",
        title="Few hops from the root",
        asks="Crawls follow a set number of hops from the home page; what is deeper must be named to the archive.",
        told_by="The shortest way from the root to every page.",
        mark="S",
        sources=(QUALITY,),
        blocks=False,
        because="The bundle holds every page, however deep, and names those that are deep as seeds for a crawl.",
        mend="link to the page from a page nearer to the root",
        check=within_hops,
    ),
    Rule(
        id="A12",
        title="Addresses in PDFs",
        asks="The archive looks at the addresses inside PDFs: those of this website are in the list of addresses.",
        told_by="The links of every PDF, against the captured addresses.",
        mark="S",
        sources=(AUTO_QA,),
        blocks=False,
        because="Nothing that the website holds is missing from the snapshot.",
        mend="correct the link in the document, or bring the page back",
        check=addresses_in_pdfs,
    ),
    Rule(
        id="A13",
        title="Plain addresses",
        asks="Addresses are plain and stable: no #!, no session, no query, no unsafe characters.",
        told_by="The form of every address, and of every link to this website.",
        mark="H",
        sources=(COMPLIANT,),
        blocks=False,
        because="The bundle records such an address as well as any other.",
        mend="give it a plain name of letters, digits and hyphens",
        check=plain_addresses,
    ),
    Rule(
        id="A14",
        title="Nothing by script alone",
        asks="Nothing is shown that only a script produces.",
        told_by="Each page in a browser, with scripts on and with scripts off: no word is there only with scripts.",
        mark="S",
        sources=(COMPLIANT, LIMITS),
        blocks=True,
        because="What a script produces may be missing from the archive’s copy.",
        mend="write it into the page itself",
        check=nothing_by_script,
    ),
    Rule(
        id="A15",
        title="Charts and maps with their data",
        asks="Charts and maps have a still image and their data.",
        told_by="A chart or map is a figure of class chart, graph or map, or what carries data-chart or "
        "data-map. It holds a "
        "still image, a table and a link to its data as CSV. A canvas outside such a figure shows nothing "
        "without a script.",
        mark="H",
        sources=(COMPLIANT, LIMITS),
        blocks=False,
        because="What is missing is missing on the website too; what only a script draws is told by A14.",
        mend="add a still image, a table and a link to the data as CSV",
        check=charts_with_data,
    ),
    Rule(
        id="A16",
        title="Not by menus or forms alone",
        asks="Menus, search and forms are never the only way to a page.",
        told_by="A walk over plain links alone, leaving out menus (nav) except at the foot of the page, and forms.",
        mark="H",
        sources=(COMPLIANT, LIMITS),
        blocks=False,
        because="The snapshot holds the page, and its menus are links that work there.",
        mend="link to the page in the text of another, or on the sitemap",
        check=not_by_menus_alone,
    ),
    Rule(
        id="A17",
        title="No POST, no fetched content",
        asks="No form is sent by POST, and no content is fetched by a script (Ajax).",
        told_by="The method of every form; whether scripts can fetch anything; in a browser, whether they do so "
        "as a page opens.",
        mark="H",
        sources=(COMPLIANT, LIMITS),
        blocks=True,
        because="What is sent or fetched has no answer in the snapshot.",
        mend="write the content into the page, and take the form away or let it be sent by GET",
        check=no_posts_no_fetching,
    ),
    Rule(
        id="A18",
        title="Valid HTML",
        asks="Pages are valid HTML.",
        told_by="The Nu HTML checker, on every file of HTML: no error.",
        mark="H",
        sources=(COMPLIANT,),
        blocks=False,
        because="Browsers show such pages all the same, in the snapshot as on the website.",
        mend="correct the markup",
        check=valid_html,
    ),
    Rule(
        id="A19",
        title="Copyright and licence",
        asks="Every page tells of copyright or a licence, and material of third parties is listed.",
        told_by="The foot of each page, a link marked as licence, or a link to a page on copyright; and the "
        "list that the "
        "register names.",
        mark="H",
        sources=(COMPLIANT,),
        blocks=False,
        because="Nothing that readers see is missing from the snapshot.",
        mend="add a statement or a link to the foot of every page",
        check=rights_are_told,
    ),
    Rule(
        id="A20",
        title="Notice, and nothing new",
        asks="The archive has eight weeks’ notice, ten when the website closes; nothing large changes in the "
        "last eight weeks; "
        "the contacts that the website names stay alive.",
        told_by="Dates in the register, and the freeze that the build holds to.",
        mark="S",
        sources=(ARCHIVE,),
        blocks=False,
        because="The snapshot is whole, whenever the archive was told.",
        mend="agree the dates with the archive, and write them into review.yml under archiving:",
        check=notice_and_freeze,
    ),
    Rule(
        id="A21",
        title="The domain leads to the archive",
        asks="The domain is kept and leads to the archived copy; a request that the archive sends back gets 404 "
        "and no loop.",
        told_by="Dates and a sign-off in the register. The bundle’s configuration for web servers is tested for "
        "the rest.",
        mark="S",
        sources=(REDIRECTION,),
        blocks=False,
        because="This comes after the snapshot.",
        mend="keep the domain, put the redirects in place, and write it into review.yml under archiving:",
        check=domain_and_redirects,
    ),
    Rule(
        id="A22",
        title="No log-in",
        asks="No part of the website needs a log-in or stands in an inner network.",
        told_by="Fields for passwords, links to log-ins, and links to hosts of inner networks.",
        mark="S",
        sources=(LIMITS,),
        blocks=True,
        because="What stands behind a log-in cannot be in the snapshot.",
        mend="publish it openly, or take the way to it away",
        check=no_log_in,
    ),
)
