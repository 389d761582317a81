"""A split plan deals out every file once, and no transfer holds more than it may."""

from hypothesis import given
from hypothesis import strategies as st

from review_site.archive.transfer.limits import Limits, split

sizes = st.dictionaries(
    st.lists(st.sampled_from(["a", "b", "c", "a b", "é"]), min_size=1, max_size=4).map(
        lambda steps: "/".join(steps) + ".x"
    ),
    st.integers(1, 30),
    max_size=30,
)


def test_the_defaults_are_those_of_the_service() -> None:
    assert Limits() == Limits(records=5_000, file_bytes=5_000_000_000, transfer_bytes=5_000_000_000)


def test_all_of_it_is_one_transfer_where_it_fits() -> None:
    (part,) = split({"content/a.x": 1, "content/b/c.x": 2}, Limits())
    assert [(share.path, share.records, share.bytes) for share in part.shares] == [("content/", 2, 3)]


def test_folders_stay_whole_where_they_fit() -> None:
    files = {f"content/{folder}/{number}.x": 1 for folder in "abcd" for number in range(4)}
    parts = split(files, Limits(records=9))
    assert [[share.path for share in part.shares] for part in parts] == [
        ["content/a/", "content/b/"],
        ["content/c/", "content/d/"],
    ]


def test_a_folder_that_is_too_large_is_dealt_out() -> None:
    files = {"content/a/1.x": 6, "content/a/2.x": 6, "content/a/b/3.x": 6, "content/c.x": 1}
    parts = split(files, Limits(transfer_bytes=12))
    assert [[share.path for share in part.shares] for part in parts] == [
        ["content/a/1.x", "content/a/2.x"],
        ["content/a/b/", "content/c.x"],
    ]


def test_ten_thousand_files_of_one_folder_are_three_transfers() -> None:
    parts = split({f"content/{number:05}.x": 1 for number in range(10_001)}, Limits())
    assert [part.records for part in parts] == [5_000, 5_000, 1]


def test_nothing_is_no_transfer() -> None:
    assert split({}, Limits()) == ()


@given(sizes, st.integers(1, 6), st.integers(30, 90))
def test_each_file_goes_into_one_part_within_the_limits(files: dict[str, int], records: int, total: int) -> None:
    limits = Limits(records=records, file_bytes=30, transfer_bytes=total)
    parts = split(files, limits)
    dealt = []
    for part in parts:
        inside = [
            path
            for share in part.shares
            for path in files
            if path == share.path or (share.path.endswith("/") and path.startswith(share.path))
        ]
        assert (len(inside), sum(files[path] for path in inside)) == (part.records, part.bytes)
        assert part.records <= records
        assert part.bytes <= total
        dealt += inside
    assert sorted(dealt) == sorted(files)
    assert split(dict(reversed(files.items())), limits) == parts
