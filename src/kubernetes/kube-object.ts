/** A Kubernetes object as JSON. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

/** An object of an install, with the id of its construct: ids are a public contract, as paths and patches name them. */
export interface InstallObject {
  readonly id: string;
  readonly object: KubeObject;
}

/** Labels and annotations that several objects share. */
export interface CommonMetadata {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** An object with the labels and annotations that its siblings share, below its own. */
export function kubeObject(
  settings: CommonMetadata,
  type: { apiVersion: string; kind: string },
  { labels, annotations, ...metadata }: KubeObject['metadata'],
  rest: Record<string, unknown> = {},
): KubeObject {
  return {
    ...type,
    metadata: {
      ...metadata,
      ...optional('labels', { ...settings.labels, ...labels }),
      ...optional('annotations', { ...settings.annotations, ...annotations }),
    },
    ...rest,
  };
}

/** The member, unless it would be empty. */
export function optional<T extends object>(name: string, value: T | undefined): Record<string, T> {
  return value && Object.keys(value).length > 0 ? { [name]: value } : {};
}
