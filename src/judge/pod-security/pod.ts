/**
 * A pod as the checks see it. The input is JSON of any shape: whether it is well formed is for the structural
 * walker to say, so what has the wrong type counts as absent here and null as unset, as it does for the API server.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

export const EMPTY: JsonObject = Object.freeze({});

export function object(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : EMPTY;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NONE;
}

const NONE: readonly unknown[] = Object.freeze([]);

export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * The string that Kubernetes reads: null and an absent field are empty. Lists and objects are shown in outline, as
 * it may be endless where YAML has anchors.
 */
export function shown(value: unknown): string {
  if (typeof value === 'string') { return value; }
  if (!isSet(value)) { return ''; }
  return typeof value === 'object' ? Array.isArray(value) ? '[...]' : '{...}' : String(value);
}

/** A part with a security context: the pod itself, or a container of any of its three lists. */
export class PodPart {
  public readonly security: JsonObject;

  constructor(
    public readonly fields: JsonObject,
    private readonly kind: keyof typeof KINDS,
    private readonly index: number,
  ) {
    this.security = object(fields.securityContext);
  }

  /** A JSON path in the pod: of the part, or of what is below it. */
  public pathTo(below: string): string {
    return this.kind === 'pod' ? `spec.${below}` : `spec.${this.kind}[${this.index}].${below}`;
  }

  /** The part in the user's words. */
  public get who(): string {
    if (this.kind === 'pod') {
      return KINDS.pod;
    }
    const { name } = this.fields;
    return `${KINDS[this.kind]} ${typeof name === 'string' && name !== '' ? `'${name}'` : this.index}`;
  }
}

const KINDS = {
  pod: 'pod',
  initContainers: 'init container',
  containers: 'container',
  ephemeralContainers: 'ephemeral container',
};

export class PodView {
  public readonly annotations: JsonObject;
  public readonly spec: JsonObject;
  /** The security context of the pod, which its containers inherit. */
  public readonly security: JsonObject;
  /** The pod alone. */
  public readonly itself: readonly PodPart[];
  /** Containers of all three lists. */
  public readonly containers: readonly PodPart[];
  /** The pod, then its containers. */
  public readonly parts: readonly PodPart[];

  constructor(metadata: unknown, spec: unknown) {
    this.annotations = object(object(metadata).annotations);
    this.spec = object(spec);
    const self = new PodPart(this.spec, 'pod', 0);
    this.itself = [self];
    this.security = self.security;
    const containers: PodPart[] = [];
    collect(containers, this.spec, 'initContainers');
    collect(containers, this.spec, 'containers');
    collect(containers, this.spec, 'ephemeralContainers');
    this.containers = containers;
    this.parts = [self, ...containers];
  }

  public get isWindows(): boolean {
    return object(this.spec.os).name === 'windows';
  }

  public get hasUserNamespace(): boolean {
    return this.spec.hostUsers === false;
  }
}

function collect(
  into: PodPart[],
  spec: JsonObject,
  kind: 'initContainers' | 'containers' | 'ephemeralContainers',
): void {
  const all = list(spec[kind]);
  for (let index = 0; index < all.length; index++) {
    into.push(new PodPart(object(all[index]), kind, index));
  }
}
