import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FactsDocument } from './facts/facts-document';
import { readFacts } from './facts/read-facts';
import { shown } from '../checks/forms';

/**
 * What a platform tells the team of a tenant: its namespace, runtimes, registries, limits and quota, and the cluster
 * that it is in, as a small JSON file. The team's own app refers to the tenant by it, and is judged by it.
 *
 * @see SandboxTenant.fromTenantFacts
 * @example
 * const research = SandboxTenant.fromTenantFacts(app, 'Research', TenantFacts.fromFile('research.json'));
 */
export class TenantFacts {
  /**
   * The facts in a file, which is read now.
   *
   * @param path of the file that the platform wrote
   * @throws when it cannot be read, or a field of it is missing, unknown or malformed
   */
  public static fromFile(path: string): TenantFacts {
    if (typeof path !== 'string' || path === '') {
      throw new Error(`the path of the facts is ${shown(path)}; give that of the file that the platform wrote`);
    }
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      throw new Error(`${path}: cannot be read: ${(error as Error).message}`);
    }
    return new TenantFacts(readFacts(text, path));
  }

  /**
   * The facts in a text.
   *
   * @param text the content of the file
   * @throws when a field of it is missing, unknown or malformed
   */
  public static fromJson(text: string): TenantFacts {
    return new TenantFacts(readFacts(text, 'the facts of the tenant'));
  }

  /** @internal */
  public static _of(document: FactsDocument): TenantFacts {
    return new TenantFacts(document);
  }

  /** Name of the namespace of the tenant. */
  public readonly namespaceName: string;

  /** The release of Agent Sandbox that runs in its cluster, such as `v1.0.5`. */
  public readonly release: string;

  /** @internal */
  public readonly _document: FactsDocument;

  private constructor(document: FactsDocument) {
    this._document = document;
    this.namespaceName = document.namespace;
    this.release = document.cluster.release;
  }

  /** The content of the file. */
  public toJson(): string {
    return `${JSON.stringify(this._document, null, 2)}\n`;
  }

  /**
   * Writes the file, now. Directories are made as needed.
   *
   * @param path of the file
   * @throws when it cannot be written
   */
  public writeTo(path: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, this.toJson());
  }

  /** The tenant in a few words, such as `tenant 'research' of v1.0.5`. */
  public toString(): string {
    return `tenant '${this.namespaceName}' of ${this.release}`;
  }
}
