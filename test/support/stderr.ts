/** The warning about pods without a runtime, which most tests have and are not about. */
const UNISOLATED = /^warning ASB311 .*\n/gm;

/** What is written to stderr meanwhile, but that nothing isolates pods; none of it is shown. */
export function stderrOf(act: () => unknown): string {
  return allStderrOf(act).replace(UNISOLATED, '');
}

/** All that is written to stderr meanwhile; none of it is shown. */
export function allStderrOf(act: () => unknown): string {
  let text = '';
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    act();
  } finally {
    spy.mockRestore();
  }
  return text;
}

/** What a function returns; what it writes to stderr is not shown. */
export function quietly<T>(act: () => T): T {
  let result: T;
  stderrOf(() => { result = act(); });
  return result!;
}
