"""A group of commands, each imported when it is called: who asks for help, or for something quick, waits for none."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands are known by name and help alone until one is called."""

    modules: dict[str, str]

    def add_called(self, modules: Mapping[str, Iterable[str]], helps: Mapping[str, str]) -> None:
        """Take in the commands of each module of `review_site.cli`, and the first paragraph of the help of each.

        Until a command is called, there stands for it one that knows nothing but this.
        """
        self.modules = {name: module for module, names in modules.items() for name in names}
        self.commands = {name: click.Command(name, help=helps[name]) for name in self.modules}

    def invoke(self, ctx: click.Context) -> Any:
        """Run what is called; when it is stopped, say so with what was noted of that, and exit with 1."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort) as stopped:
            if ctx.params["debug"]:
                raise
            words = " ".join(["Stopped.", *getattr(stopped, "__notes__", ())])
            click.echo(f"\n{words}", err=True)  # below the ^C of the terminal
            ctx.exit(1)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called, imported now."""
        name, stand_in, left = super().resolve_command(ctx, args)
        return name, self.load(name) if name and stand_in else stand_in, left

    def load(self, name: str) -> click.Command:
        """Import a command, which bears its name in its module (`import_` where Python keeps the word to itself)."""
        module = import_module(f"review_site.cli.{self.modules[name]}")
        command: click.Command = getattr(module, f"{name}_" if iskeyword(name) else name)
        return command
