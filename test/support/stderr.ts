/** What is written to stderr meanwhile; none of it is shown. */
export function stderrOf(act: () => unknown): string {
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
