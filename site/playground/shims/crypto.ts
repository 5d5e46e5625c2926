/** `node:crypto` in a browser, whose own digests are asynchronous: hashes alone. */
import { Buffer } from 'buffer';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

const HASHES = { sha1, sha256 };

/** A hash that takes text or bytes. */
class Hash {
  private readonly hash;

  constructor(algorithm: keyof typeof HASHES) {
    this.hash = HASHES[algorithm].create();
  }

  update(data: string | Uint8Array): this {
    this.hash.update(typeof data === 'string' ? new TextEncoder().encode(data) : data);
    return this;
  }

  digest(encoding?: BufferEncoding): string | Uint8Array {
    const bytes = Buffer.from(this.hash.digest());
    return encoding ? bytes.toString(encoding) : bytes;
  }
}

export function createHash(algorithm: string): Hash {
  if (!Object.hasOwn(HASHES, algorithm)) { throw new Error(`hash '${algorithm}' is not available in the playground`); }
  return new Hash(algorithm as keyof typeof HASHES);
}
