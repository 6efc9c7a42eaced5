/** What an operating system would answer instead of doing what it is asked. */

/** Names of `errno` that the system knows, as Python's module of that name has them. */
export type Errno =
  | "EADDRINUSE"
  | "EAGAIN"
  | "EBADF"
  | "ECHILD"
  | "ECONNREFUSED"
  | "EEXIST"
  | "EINVAL"
  | "ENOENT"
  | "ENOSPC"
  | "EPIPE"
  | "ESRCH";

/** Becomes an OSError in Python. */
export class SystemError extends Error {
  readonly errno: Errno;

  constructor(errno: Errno) {
    super(errno);
    this.errno = errno;
  }
}
