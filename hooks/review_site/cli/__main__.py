"""`python -m review_site.cli` is the review-site command."""

from review_site.cli import main

main(prog_name="review-site")
