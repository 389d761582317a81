"""The command that asks a web archive for what a bundle holds: audit."""

import re
import sys
import time
from contextlib import closing
from pathlib import Path

import click

from review_site.archive.audit.asking import Connection, render_user_agent
from review_site.archive.audit.auditing import Bounds, ask_for
from review_site.archive.audit.base import Base, parse_base
from review_site.archive.audit.findings import Finding
from review_site.archive.audit.holdings import read_holdings
from review_site.archive.audit.pace import Pace
from review_site.archive.audit.report import Audit, render_summary, write_report
from review_site.archive.audit.sample import choose
from review_site.archive.audit.state import note_finding, open_state
from review_site.archive.software import SOFTWARE
from review_site.cli.edge import now, progress, telling_problems
from review_site.machine import short

_UNKNOWN = 3  # the exit code where nothing is lost as far as is known
_INTERRUPTED = 130  # as a shell tells of a program that Ctrl+C ended
_PATIENCE = 10  # how much longer a whole answer may take than a silence in it
_PERIODS = {"s": 1.0, "min": 60.0}


class RateType(click.ParamType[float]):
    """Requests in a time, as the seconds between two of them: 2/s, 30/min."""

    name = "RATE"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds between two requests."""
        match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,3})?)(?:/(s|min))?", value)
        if not match or not float(match[1]):
            self.fail(f"“{value}” is not a rate (write 1/s, or 20/min)", param, ctx)
        return _PERIODS[match[2] or "s"] / float(match[1])


class BaseType(click.ParamType[Base]):
    """The address of a web archive."""

    name = "BASE"

    def convert(self, value: str | Base, param: click.Parameter | None, ctx: click.Context | None) -> Base:
        """Return the address, parsed."""
        try:
            return value if isinstance(value, Base) else parse_base(value)
        except ValueError as error:
            self.fail(f"{error} (write https://archive.example.org/web/)", param, ctx)


@click.command()
@click.argument("bundle", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--archive",
    "base",
    required=True,
    type=BaseType(),
    help="Where the archive answers: a capture is at BASE<timestamp>id_/<address> (pywb, UK Government Web Archive).",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The report as JSON, with the same as text beside it (.txt); else NAME-audit.json here.",
)
@click.option(
    "--rate", "interval", type=RateType(), default="1/s", show_default=True, help="How often to ask, at most."
)
@click.option(
    "--resume", is_flag=True, help="Go on where a run before stopped; what could not be asked is asked again."
)
@click.option("--sample", type=click.IntRange(min=1), help="Ask for this many addresses, in place of all.")
@click.option("--contact", default="", help="Whom the archive may turn to: a mail address, told in each request.")
@click.option(
    "--timeout", type=click.FloatRange(1, 600), default=30, show_default=True, help="Seconds of silence borne."
)
@telling_problems
def audit(
    bundle: Path,
    base: Base,
    output: Path | None,
    interval: float,
    resume: bool,  # noqa: FBT001 - click gives it by name
    sample: int | None,
    contact: str,
    timeout: float,
) -> None:
    """Ask a web archive for every address of a BUNDLE, and tell what is missing there or differs.

    Exit codes: 0 all is there, 1 something is missing or differs, 3 nothing is known to be lost, but some addresses
    could not be asked.
    """
    holdings = read_holdings(bundle.resolve())
    output = output or Path(f"{holdings.name}-audit.json")
    if output.suffix != ".json":
        raise click.BadParameter(f"{output} does not end with .json", param_hint="--output")
    state, instant, chosen = output.with_suffix(".state"), now(), choose(holdings, sample)
    agent = render_user_agent(SOFTWARE.replace(" ", "/"), holdings.organisation, holdings.root, contact)
    connection = Connection(base, agent, timeout=timeout, patience=_PATIENCE * timeout)
    with open_state(state, holdings, base, resume=resume) as (known, stream):
        left = [one for one in chosen if one.url not in known]

        def note(finding: Finding) -> None:
            note_finding(stream, finding)
            known[finding.url] = finding
            status.update(f"Asking the archive… {sum(one.url in known for one in chosen)} of {len(chosen)}")

        with progress.status("Asking the archive…") as status, closing(connection):
            try:
                stopped = ask_for(left, base, connection, Pace(interval, time.monotonic, time.sleep), note, Bounds())
            except KeyboardInterrupt:
                progress.print("Stopped. What was found is kept: go on with --resume.")
                sys.exit(_INTERRUPTED)
    made = Audit(
        bundle=holdings.name,
        archive=str(base),
        instant=instant,
        of=len(holdings.addresses),
        chosen=len(chosen),
        timestamp=max((one.timestamp for one in chosen), default=""),
        stopped=stopped,
        findings=tuple(known[one.url] for one in chosen if one.url in known),
    )
    write_report(made, output)
    click.echo(render_summary(made), nl=False)
    click.echo(f"Report: {short(output)} and {short(output.with_suffix('.txt'))}")
    if made.is_complete:
        state.unlink()
    else:
        click.echo("What could not be asked is asked again by the same command with --resume.")
    sys.exit(1 if made.is_lost else 0 if made.is_complete else _UNKNOWN)
