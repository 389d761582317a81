"""The command that signs a bundle: sign."""

from pathlib import Path

import click

from review_site.archive.signature import add_time_stamp, fingerprint_of, read_key, write_signature
from review_site.archive.verify import verify_bundle
from review_site.archive.verify.time_stamp import verify_time_stamp
from review_site.cli.edge import progress, telling_problems
from review_site.cli.key import ask_passphrase
from review_site.machine import short
from review_site.problems import Problems


@click.command()
@click.argument("bundle", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--key",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The signer's Ed25519 key in PEM; make one with: review-site key FILE.",
)
@click.option(
    "--timestamp",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An authority's time stamp of the signature (RFC 3161), to be put beside it.",
)
@telling_problems
def sign(bundle: Path, key_file: Path | None, timestamp: Path | None) -> None:
    """Sign a BUNDLE (its folder or its tar) that is sound: writes NAME.sig beside it, and NAME.tsr with --timestamp."""
    if key_file is None and timestamp is None:
        raise click.UsageError("nothing to do (add --key FILE to sign, or --timestamp FILE.tsr to stamp a signature)")
    bundle = bundle.resolve()
    beside = bundle if bundle.is_dir() else bundle.with_suffix("")
    signature, stamp = beside.with_name(f"{beside.name}.sig"), beside.with_name(f"{beside.name}.tsr")
    if key_file is not None:
        key = read_key(key_file, ask_passphrase)
        with progress.status("Reading the bundle…"):
            found = [one for one in verify_bundle(bundle) if one.path not in (signature.name, stamp.name)]
        Problems(found).raise_if_any()
        write_signature(bundle, key)
        click.echo(f"Signed: {short(signature)}")
        click.echo(f"Key: {fingerprint_of(key)}")
    if timestamp is not None:
        problems = Problems()
        content = signature.read_bytes() if signature.exists() else None
        told = verify_time_stamp(timestamp.resolve(), content, problems)
        problems.raise_if_any()
        add_time_stamp(timestamp.resolve(), stamp)
        click.echo(f"Stamped: {short(stamp)}\n{told}")
