import { writeSync } from 'node:fs';

/**
 * Writes text to a standard stream of the process at once, where it can be: to make Node's stream object takes as long
 * as to render a manifest. Whoever reads it may have read enough, which is no error: `cdk8s-agent-sandbox versions | head -1`.
 *
 * @param descriptor 1 for the output, 2 for errors
 */
export function standardStream(descriptor: 1 | 2): (text: string) => void {
  // Only its streams write what a console of Windows shows as it is.
  let write = process.platform === 'win32' ? streamed(descriptor) : directly;
  function directly(text: string): void {
    const bytes = Buffer.from(text);
    let offset = 0;
    try {
      while (offset < bytes.length) { offset += writeSync(descriptor, bytes, offset); }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') {
        write = () => {};
      } else if (code === 'EAGAIN') {
        // It is not written to at once: a program that shares it has said so.
        const stream = streamed(descriptor);
        write = stream;
        stream(bytes.subarray(offset));
      } else {
        throw error;
      }
    }
  }
  return (text) => { write(text); };
}

function streamed(descriptor: 1 | 2): (text: string | Uint8Array) => void {
  const stream = descriptor === 1 ? process.stdout : process.stderr;
  stream.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') { throw error; } });
  return (text) => { stream.write(text); };
}
