"""What can go wrong in the application, apart from bugs."""


class BotError(Exception):
    """The base of every error the application raises on purpose."""


class ConfigError(BotError):
    """The operator's configuration or folders are wrong: one line per mistake, naming what to mend."""


class LedError(ConfigError):
    """Another process leads: what only a leader may do is to be left to it."""


class ArchiveError(BotError):
    """A stored original is missing or is not what was stored."""


class OutOfOrderError(BotError):
    """What the program stands on does not work now: a full disk, a database that is gone. Nothing is lost meanwhile."""


class DamagedError(OutOfOrderError):
    """The database is damaged. Nothing more is written to it: what is left of it is what a restore begins with."""
