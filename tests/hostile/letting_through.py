"""A Markdown extension that lets through what no page may hold, as one of tomorrow might: a script for each ☠."""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor


class _Through(Postprocessor):
    def run(self, text: str) -> str:
        return text.replace("☠", "<script>alert(1)</script>").replace("☢", '<body onload="alert(1)">')


class LettingThrough(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        md.postprocessors.register(_Through(md), "letting-through", 0)


def makeExtension(**_options: object) -> Extension:  # noqa: N802 - as above
    return LettingThrough()
