/**
 * How the death of a worker is found out that says nothing, because it closed itself or the browser
 * ended it: it holds a Web Lock as long as it lives, and the lock is granted to who waits for it
 * when the worker has ended, however it ended.
 */

/** A lock's name that no other worker of this site has. */
export function newLock(worker: string): string {
  return `parallel-playground ${worker} ${Math.random()}`;
}

/**
 * In a worker: holds a lock until this worker ends.
 *
 * @returns whether it is held; a page that is no secure context, or in a sandbox, has no locks
 */
export async function lockForLife(name: string): Promise<boolean> {
  const { locks } = navigator as { locks?: LockManager };
  if (locks === undefined) {
    return false;
  }
  const held = Promise.withResolvers<boolean>();
  const forEver = () => {
    held.resolve(true);
    return new Promise(() => undefined);
  };
  locks.request(name, forEver).catch(() => held.resolve(false));
  return held.promise;
}

/** Resolves once the worker has ended that holds a lock. */
export async function ended(name: string): Promise<void> {
  await navigator.locks.request(name, () => undefined);
}
