"""What goes wrong in a way that the user can mend."""


class UserError(Exception):
    """A sentence for the user: where it is, what is wrong, what to do.

    `exit_status` is the status of the command line (contract: 2 wrong usage,
    3 the input cannot be used, 4 a data file could not be read).
    """

    exit_status = 3

    def __init__(self, where: str, what: str, todo: str = ""):
        self.where, self.what, self.todo = where, what, todo
        super().__init__("：".join(part for part in (where, what) if part) + (f"。{todo}" if todo else ""))


class UsageError(UserError):
    """The command was called wrongly."""

    exit_status = 2


class UnreadableFile(UserError):
    """A data file that cannot be read at all: encrypted, truncated, not what its name says."""

    exit_status = 4


class RulebookError(UserError):
    """A table, view, rule or parameter file is wrong; names file and line."""

    exit_status = 1
