/** `process`, put wherever a module names it. */

export const process = {
  env: {} as Record<string, string | undefined>,
  pid: 1,
  argv: ['node', 'playground'],
  execArgv: [],
  platform: 'linux',
  version: 'v20.0.0',
  versions: { node: '20.0.0' },
  exitCode: undefined as number | undefined,
  cwd: () => '/',
  emitWarning: (message: string) => { process.stderr.write(`${message}\n`); },
  stdout: { isTTY: false, write: (text: string) => print(text), on: () => {} },
  stderr: { isTTY: false, write: (text: string) => print(text), on: () => {} },
};

let printed = '';

function print(text: string): boolean {
  printed += text;
  return true;
}

/** All that was printed since the last call. */
export function takePrinted(): string {
  const text = printed;
  printed = '';
  return text;
}
