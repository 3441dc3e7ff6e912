"""Arms put to the test: the code that an arm runs is broken, one error at a time, and run again.

An arm that gives the same outcome whatever is broken in it shows nothing; it is hollow.
"""
