"""The commands, one file each. They print, ask and exit; the rules live below.

Modules are imported when their command runs, so that `simulate --help` is quick.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import signal
import sys
import threading
from typing import Any

import click

from simulator import __version__

COMMANDS = {
    "ab": ("simulator.cli.ab", "Compare prompts or settings: a study with verdicts."),
    "check": ("simulator.cli.check", "Check transcripts for role breaks."),
    "doctor": ("simulator.cli.doctor", "Check versions, keys, models, folders, clock."),
    "export": ("simulator.cli.export", "Export a run's data for other tools."),
    "import": ("simulator.cli.import_", "Turn existing transcripts into a run."),
    "models": ("simulator.cli.models", "The models a run can use: list, show, check."),
    "personas": ("simulator.cli.personas", "The simulated patients: list, show, check, new."),
    "plan": ("simulator.cli.plan", "What a study can detect, what it needs, what it will cost."),
    "prompts": ("simulator.cli.prompts", "The prompts of the agents: list, show, check, new."),
    "rate": ("simulator.cli.rate", "Let people rate a study, blind."),
    "regenerate": ("simulator.cli.regenerate", "Regenerate broken or chosen sessions."),
    "replay": ("simulator.cli.replay", "Run today's code on the replies of an earlier run."),
    "report": ("simulator.cli.report", "Write one HTML file about a run or a study."),
    "resume": ("simulator.cli.resume", "Continue a run that stopped."),
    "runs": ("simulator.cli.runs", "List the runs: state, size, cost."),
    "show": ("simulator.cli.show", "Show a run, or read one of its sessions."),
    "view": ("simulator.cli.view", "Browse the runs folder in a local web page."),
}
"""Name, module (its attribute `command`), one line of help."""


class LazyGroup(click.Group):
    """Imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(name for name, (module, _) in COMMANDS.items() if importlib.util.find_spec(module))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS or not importlib.util.find_spec(COMMANDS[cmd_name][0]):
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from simulator.errors import nearest

            ctx.fail(f"no command {name!r}; {nearest(name, COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


def root() -> click.Group:
    """The command line, built on call so that importing this package stays cheap."""
    from simulator.cli.run import run_options

    @click.group(
        cls=LazyGroup,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        epilog="Without a command: simulate sessions, e.g. simulate --persona alicia --sessions 12",
    )
    @run_options
    @click.version_option(__version__, prog_name="simulate")
    @click.pass_context
    def simulate(ctx: click.Context, /, **options: Any) -> None:
        """Simulate multi-session therapy dialogues between two language models.

        Research simulation, not therapy.
        """
        given = {k for k in options if ctx.get_parameter_source(k) == click.core.ParameterSource.COMMANDLINE}
        if ctx.invoked_subcommand is not None:
            if given:
                flag = min(given).replace("_", "-")
                ctx.fail(
                    f"--{flag} comes before {ctx.invoked_subcommand!r}; give a command's options after it"
                )
            return
        if not given:
            click.echo(ctx.get_help())
            return
        from simulator.cli.run import run_command

        ctx.exit(run_command(options))

    return simulate


def main() -> None:
    """Entry point of the `simulate` script: exit codes 0, 1, 2, 3 as README says."""
    from simulator.errors import InputError

    if threading.current_thread() is threading.main_thread():
        # What a batch system or a service manager sends is treated as Ctrl-C: resumable, and said so.
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            # A script that starts us with `&` has Ctrl-C ignored; SIGTERM would then be lost with it.
            signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        status = root().main(prog_name="simulate", standalone_mode=False)
    except InputError as error:
        from simulator.cli.terminal import printable
        from simulator.models.redact import hide_keys

        click.echo(f"simulate: {printable(hide_keys(str(error)))}", err=True)
        status = getattr(error, "exit_code", 2)  # a full disk stops a run early, resumably: 3
    except click.ClickException as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("simulate: stopped", err=True)
        status = 3
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        # A file or a folder that is not what it should be, met where nobody expected it; an output that takes nothing.
        from simulator.cli.terminal import printable

        where = f"{printable(str(error.filename))}: " if error.filename else "reading or writing failed: "
        click.echo(f"simulate: {where}{error.strerror or error}", err=True)
        status = 2
    if threading.current_thread() is threading.main_thread():
        # All is written and said: a second Ctrl-C, while the process closes, does not take the exit code from it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(status if isinstance(status, int) else 0)
