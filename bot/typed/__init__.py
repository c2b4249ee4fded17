"""What can be typed: the arguments and options of each command, handed on to the command itself."""
