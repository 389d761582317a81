"""The command that makes a key for signing bundles: key."""

import os
import sys
from pathlib import Path

import click

from review_site.archive.signature import fingerprint_of, write_new_key
from review_site.cli.edge import telling_problems
from review_site.machine import short

PASSPHRASE = "REVIEW_SITE_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--passphrase", "is_encrypted", is_flag=True, help=f"Encrypt the key with a passphrase ({PASSPHRASE}, else asked)."
)
@telling_problems
def key(file: Path, is_encrypted: bool) -> None:  # noqa: FBT001 - click gives it by name
    """Make an Ed25519 key for signing bundles: FILE, to be kept secret, and FILE.pub, to be given to the archive."""
    made = write_new_key(file, ask_passphrase(is_new=True) if is_encrypted else None)
    click.echo(f"Secret key: {short(file)} (keep it where you keep passwords; never in the repository)")
    click.echo(f"Public key: {short(file)}.pub (give it to the archive, by another way than the bundle)")
    click.echo(f"Fingerprint: {fingerprint_of(made)}")


def ask_passphrase(*, is_new: bool = False) -> bytes:
    """Return the passphrase of a key: from the environment, else from the person at the terminal.

    Raises:
        click.UsageError: when nobody is there to be asked.
    """
    given = os.environ.get(PASSPHRASE)
    if not given and not sys.stdin.isatty():
        raise click.UsageError(f"the key needs a passphrase (set {PASSPHRASE}, or run this in a terminal)")
    return (given or str(click.prompt("Passphrase of the key", hide_input=True, confirmation_prompt=is_new))).encode()
