const PATIENCE = 60_000;

/** @throws when it is not so after a while, with what was waited for */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<void> {
  const end = Date.now() + patience;
  while (!await isSo()) {
    if (Date.now() > end) { throw new Error(`waited for ${what} for ${patience / 1000} seconds in vain`); }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
