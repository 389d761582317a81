"""The audit after accession: asks a web archive for every address of a bundle, and tells what is missing or differs.

Only the archive that is named is ever asked, one request after the other, and never faster than was agreed.
"""
