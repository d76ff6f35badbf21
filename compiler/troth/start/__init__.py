"""A first policy: answers to a few questions → the files of a new folder. Pure: files are a mapping of path to text."""
