"""Loose files for an archive's digital door (TDR of The National Archives), with the tables that it asks for."""

from review_site.archive.transfer.choice import LeftOut, Reason
from review_site.archive.transfer.facts import Facts
from review_site.archive.transfer.limits import Limits, Part, Share
from review_site.archive.transfer.record import Record
from review_site.archive.transfer.tables import render_ffid, render_file_metadata
from review_site.archive.transfer.writing import Transfer, write_transfer

__all__ = [
    "Facts",
    "LeftOut",
    "Limits",
    "Part",
    "Reason",
    "Record",
    "Share",
    "Transfer",
    "render_ffid",
    "render_file_metadata",
    "write_transfer",
]
