"""A small compiler from the plain, annotated Python of a checker to JavaScript.

It knows a subset of Python, and refuses what lies outside of it with file and line (`NotInSubset`): so that both
checkers are one engine, written once. `shapes`: what is known of a value; `modules`: what the modules define;
`expressions`, `calls`, `statements`, `definitions`: the translation; `shaking`: what a program never needs; `naming`:
short names; `runtime`: the few functions that Python has and JavaScript lacks.
"""
