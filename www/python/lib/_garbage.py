"""Keeps CPython's garbage collector away from the stacks of threads that wait.

Its incremental collections look through the frames of all threads, and some of those lie on the
stack of C. Here that stack is shared: whoever runs overwrites what a waiting thread had there. A
whole collection does not look there. So as long as there are several threads, only whole ones are
made, where a thread goes on after it waited.
"""

import gc

MOST_NEW_OBJECTS = 100_000
"""A whole collection looks at every object, so that it is to be seldom."""

_threads = 0
_was_enabled = False


def thread_starts() -> None:
    """There is one thread more beside the main one."""
    global _threads, _was_enabled
    if gc.isenabled():
        gc.disable()
        _was_enabled = True
    _threads += 1


def thread_ends() -> None:
    """There is one less; which still runs, and the main one may wait for it."""
    global _threads
    _threads -= 1


def thread_resumes(is_main: bool) -> None:
    """A thread has waited and runs again: the time to collect, or to leave it to CPython again."""
    global _was_enabled
    if not _was_enabled:
        return
    if is_main and _threads == 0:
        _was_enabled = False
        gc.enable()
    elif gc.get_count()[0] > MOST_NEW_OBJECTS:
        gc.collect()
