/**
 * Requests to the API server over HTTP. The published client for JavaScript has no `fieldValidation` for objects of any
 * kind, and this suite tests the answers to exact bytes.
 */
import { Agent, request as send } from 'node:https';

export interface ApiConnection {
  readonly port: number;
  readonly ca: string;
  readonly token: string;
}

/** The answer of the server. */
export interface ApiAnswer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly warnings: readonly string[];
}

export interface RequestOptions {
  /** A text is sent as it is, all else as JSON. */
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The user to impersonate. */
  readonly user?: string;
  readonly groups?: readonly string[];
}

/** The fields of an object that a request needs. */
export interface NamedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

interface Resource {
  readonly name: string;
  readonly isNamespaced: boolean;
}

export class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });
  private resources = new Map<string, Resource>();

  constructor(private readonly connection: ApiConnection) {}

  async request(
    method: string,
    path: string,
    { body, type = 'application/json', accept = 'application/json', query, user, groups = [] }: RequestOptions = {},
  ): Promise<ApiAnswer> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const headers: Record<string, string | string[]> = {
      Authorization: `Bearer ${this.connection.token}`,
      Accept: accept,
      ...(text !== undefined && { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(text)) }),
      ...(user && { 'Impersonate-User': user }),
      ...(groups.length > 0 && { 'Impersonate-Group': [...groups] }),
    };
    const full = query ? `${path}?${new URLSearchParams(query)}` : path;
    return new Promise((resolve, reject) => {
      const { port, ca } = this.connection;
      const sent = send(
        { host: '127.0.0.1', port, path: full, method, headers, ca, agent: this.agent, timeout: 60_000 },
        (response) => {
          const chunks: Buffer[] = [];
          response
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('error', reject)
            .on('end', () => {
              const answer = Buffer.concat(chunks).toString('utf8');
              const isJson = /json/.test(response.headers['content-type'] ?? '');
              const warnings = [response.headers.warning ?? []].flat();
              resolve({ status: response.statusCode!, body: isJson ? JSON.parse(answer) : answer, warnings });
            });
        },
      );
      sent
        .on('timeout', () => sent.destroy(new Error(`${method} ${full}: no answer`)))
        .on('error', reject)
        .end(text);
    });
  }

  get(path: string, options?: RequestOptions): Promise<ApiAnswer> {
    return this.request('GET', path, options);
  }

  async isReady(): Promise<boolean> {
    try {
      return (await this.get('/readyz')).status === 200;
    } catch (error) {
      if (['ECONNREFUSED', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        return false;
      }
      throw error;
    }
  }

  /** Server-side apply with strict field validation. */
  async apply(object: NamedObject, { dryRun = false, manager = 'suite', force = false } = {}): Promise<ApiAnswer> {
    const query = {
      fieldManager: manager,
      fieldValidation: 'Strict',
      ...(force && { force: 'true' }),
      ...(dryRun && { dryRun: 'All' }),
    };
    return this.request('PATCH', await this.pathOf(object), {
      body: object,
      type: 'application/apply-patch+yaml',
      query,
    });
  }

  async create(
    object: NamedObject,
    { dryRun = false, ...options }: RequestOptions & { dryRun?: boolean } = {},
  ): Promise<ApiAnswer> {
    const query = {
      fieldManager: 'suite',
      fieldValidation: 'Strict',
      ...(dryRun && { dryRun: 'All' }),
      ...options.query,
    };
    return this.request('POST', await this.collectionOf(object), { ...options, body: object, query });
  }

  async read(object: NamedObject): Promise<ApiAnswer> {
    return this.get(await this.pathOf(object));
  }

  async delete(object: NamedObject, query?: Record<string, string>): Promise<ApiAnswer> {
    return this.request('DELETE', await this.pathOf(object), { query });
  }

  /** The path of an object, or of a subresource such as its status. */
  async pathOf(object: NamedObject, subresource = ''): Promise<string> {
    return `${await this.collectionOf(object)}/${object.metadata.name}${subresource && `/${subresource}`}`;
  }

  async collectionOf({ apiVersion, kind, metadata: { namespace = 'default' } }: NamedObject): Promise<string> {
    const { name, isNamespaced } = await this.resourceOf(apiVersion, kind);
    return `${rootOf(apiVersion)}${isNamespaced ? `/namespaces/${namespace}` : ''}/${name}`;
  }

  close(): void {
    this.agent.destroy();
  }

  /** Whether the kind is served. */
  async knows(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.findResource(apiVersion, kind)) !== undefined;
  }

  private async resourceOf(apiVersion: string, kind: string): Promise<Resource> {
    const found = await this.findResource(apiVersion, kind);
    if (!found) {
      throw new Error(`the API server does not know ${kind} of ${apiVersion}`);
    }
    return found;
  }

  private async findResource(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const key = `${apiVersion} ${kind}`;
    const known = this.resources.get(key);
    if (known) {
      return known;
    }
    const { body } = await this.get(rootOf(apiVersion));
    const found = (body.resources ?? []).find(
      (each: { name: string; kind: string }) => each.kind === kind && !each.name.includes('/'),
    );
    if (!found) {
      return undefined;
    }
    const resource = { name: found.name as string, isNamespaced: found.namespaced as boolean };
    this.resources.set(key, resource);
    return resource;
  }
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
