const PATIENCE = 60_000;

/** Waits for a condition. @throws if it does not hold in time */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<void> {
  const end = Date.now() + patience;
  while (!await isSo()) {
    if (Date.now() > end) { throw new Error(`timed out after ${patience / 1000} s: waited for ${what}`); }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
