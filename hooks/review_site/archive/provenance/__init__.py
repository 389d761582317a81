"""Where the pages come from: the commit of each source, the sources themselves, what made the bundle, and its metadata.

`folder` writes what is known once the site is captured; `premis` and `ro_crate` describe the files and come last.
"""
