"""`python -m second_look_training COMMAND`: each command is a module with `add_arguments` and `run`."""

import argparse
from importlib import import_module

COMMANDS = ("prepare", "train", "average", "export", "calibrate", "evaluate", "reference", "motion_gain")


def main() -> None:
    """Run the command named on the command line."""
    parser = argparse.ArgumentParser(prog="second_look_training")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        try:
            module = import_module(f".{name}", __package__)
        except ModuleNotFoundError:
            continue
        module.add_arguments(commands.add_parser(name, help=(module.__doc__ or "").strip().splitlines()[0]))
    arguments = parser.parse_args()
    import_module(f".{arguments.command}", __package__).run(arguments)


if __name__ == "__main__":
    main()
