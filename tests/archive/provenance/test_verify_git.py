"""What the verifier reads in git's commits and trees, by a reader of its own."""

import pytest

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.git_objects import Commit, parse_commit, parse_tree

ID, OTHER = "ab" * 20, "cd" * 20
LONG = "ef" * 32
SNAPSHOT = (
    "author review-site <> 1609459200 +0000\ncommitter review-site <> 1609459200 +0000\n\n"
    f"Sources as at commit {OTHER}\n\nThe history is not in this bundle: it is withheld.\n"
)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("author A <a> 1609459200 +0000", "2021-01-01T00:00:00+00:00"),
        ("author A <a> 1609459200 +0530", "2021-01-01T05:30:00+05:30"),
        ("author A <a> 1609459200 -0330", "2020-12-31T20:30:00-03:30"),
        ("author > 7 +0100 <a> 1609459200 -0800", "2020-12-31T16:00:00-08:00"),
        ("author A <a> 0 +0000", "1970-01-01T00:00:00+00:00"),
        ("author A <a> 999999999999999 +0000", "1970-01-01T00:00:00+00:00"),
        ("author A <a> 1609459200 +9900", "1970-01-01T00:00:00+00:00"),
        ("author A <a> 1609459200 +0060", "1970-01-01T00:00:00+00:00"),
        ("author A <a> -5 +0000", "1970-01-01T00:00:00+00:00"),
        ("author A <a> soon", "1970-01-01T00:00:00+00:00"),
        ("committer A <a> 1609459200 +0000\n\nauthor A <a> 1609459200 +0000", "1970-01-01T00:00:00+00:00"),
    ],
)
def test_the_date_of_a_commit_is_that_of_its_author_in_his_zone(line: str, date: str) -> None:
    assert parse_commit(f"tree {ID}\n{line}\n\nWords\n".encode(), "commit").author_date == date


@pytest.mark.parametrize(
    ("content", "parents", "stands_for"),
    [
        (f"tree {ID}\n\nWords\n", (), ""),
        (f"tree {ID}\nparent {OTHER}\nparent {ID}\n\nWords\n", (OTHER, ID), ""),
        (f"tree {ID}\n\nparent {OTHER}\n", (), ""),
        (f"tree {ID}\n{SNAPSHOT}", (), OTHER),
        (f"tree {ID}\nparent {OTHER}\n{SNAPSHOT}", (OTHER,), ""),
        (f"tree {ID}\n{SNAPSHOT}More.\n", (), ""),
        (f"tree {ID}\n{SNAPSHOT.replace('committer review-site <> 1609459200', 'committer review-site <> 1')}", (), ""),
    ],
)
def test_what_a_commit_follows_and_what_it_stands_for(content: str, parents: tuple[str, ...], stands_for: str) -> None:
    commit = parse_commit(content.encode(), "commit")
    assert (commit.tree.hex(), tuple(one.hex() for one in commit.parents)) == (ID, parents)
    assert commit.snapshot_of == stands_for


def test_ids_of_either_length_are_read() -> None:
    commit = parse_commit(f"tree {LONG}\nparent {LONG}\n\n".encode(), "commit")
    expected = Commit(
        tree=bytes.fromhex(LONG), parents=(bytes.fromhex(LONG),), author_date=commit.author_date, snapshot_of=""
    )
    assert commit == expected


@pytest.mark.parametrize("content", ["", f"parent {ID}\n", f"tree {ID}", f"tree {ID[1:]}\n", f" tree {ID}\n"])
def test_a_commit_without_a_tree_is_told(content: str) -> None:
    with pytest.raises(FaultError, match="commit: does not begin with its tree"):
        parse_commit(content.encode(), "commit")


def test_the_entries_of_a_tree() -> None:
    first, second = bytes(range(20)), bytes(20)
    content = b"100644 a b.txt\0" + first + b"40000 folder\0" + second
    assert list(parse_tree(content, 20, "tree")) == [("100644", b"a b.txt", first), ("40000", b"folder", second)]
    assert list(parse_tree(b"040000 f\0" + first, 20, "tree")) == [("40000", b"f", first)]
    assert list(parse_tree(b"", 20, "tree")) == []


@pytest.mark.parametrize(
    "entry",
    [
        *(b"100644 a", b"100644 a\0" + bytes(19), b"100644\0" + bytes(20), b"100644 \0" + bytes(20)),
        *(b" a\0" + bytes(20), b"100644 a/b\0" + bytes(20), b"-1 a\0" + bytes(20), b"\0" + bytes(20)),
    ],
)
def test_an_entry_that_is_none_is_told_with_where_it_stands(entry: bytes) -> None:
    with pytest.raises(FaultError, match="tree: has an entry at byte 29 that is none"):
        list(parse_tree(b"100644 a\0" + bytes(20) + entry, 20, "tree"))
