"""`python -m troth`."""

from troth.cli.main import main

if __name__ == "__main__":
    main(prog_name="troth")
