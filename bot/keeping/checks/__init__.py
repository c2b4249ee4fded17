"""What `filingwatch doctor` looks at, one file for each part of what the program stands on. Looking never writes."""
