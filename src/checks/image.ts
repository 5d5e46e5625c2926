import { shown } from './forms';

/**
 * Image references, checked part by part.
 *
 * @see https://github.com/distribution/reference
 */
export interface Image {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string;
}

const HOST_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const PARTS = {
  registry: {
    form: new RegExp(`^(?:${HOST_LABEL}(?:\\.${HOST_LABEL})*|\\[[0-9a-fA-F:]+\\])(?::\\d{1,5})?$`),
    example: 'registry.example.com:5000',
  },
  repository: {
    form: /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/,
    example: 'mirror/agent-sandbox-controller',
  },
  tag: { form: /^\w[\w.-]{0,127}$/, example: 'v1.0.5' },
  digest: { form: /^sha256:[0-9a-f]{64}$/, example: 'sha256: and 64 lower-case hexadecimal digits' },
};

/** A mark of a host, as opposed to the first part of a repository. */
const NAMES_A_HOST = /[.:]|^localhost$/;

/** @throws when a part is not what a container runtime accepts */
export function checkImage(image: Image): Image {
  for (const part of Object.keys(PARTS) as Array<keyof Image>) {
    const { form, example } = PARTS[part];
    const value = image[part];
    if (value !== undefined && !form.test(value)) {
      throw new Error(`image ${part} '${value}' is not valid; give, for example, ${example}`);
    }
  }
  if (!NAMES_A_HOST.test(image.registry)) {
    throw new Error(
      `image registry '${image.registry}' is not valid; give, for example, ` +
        `${PARTS.registry.example}: a name without a dot or a port is read as a repository of docker.io`,
    );
  }
  return image;
}

/** The reference that a container names. */
export function imageReference({ registry, repository, tag, digest }: Image): string {
  return `${registry}/${repository}:${tag}${digest ? `@${digest}` : ''}`;
}

/**
 * Takes a reference apart.
 *
 * @param reference `registry/repository[:tag][@digest]`
 * @param tag the tag when the reference has none
 * @throws when the reference has no registry, or a part is not valid
 */
export function parseImage(reference: string, tag: string): Image {
  const match = /^([^/]+)\/([^:@]+)(?::([^@]*))?(?:@(.*))?$/.exec(reference);
  if (!match || !NAMES_A_HOST.test(match[1])) {
    throw new Error(`image '${reference}' is not valid; give registry, repository and optionally tag and digest, `
      + `such as registry.example.com/mirror/agent-sandbox-controller:${tag}`);
  }
  const digest = match[4];
  return checkImage({
    registry: match[1],
    repository: match[2],
    tag: match[3] ?? tag,
    ...(digest !== undefined && { digest }),
  });
}

/** @throws unless the value can be the reference of an image, as a container runtime resolves it; `what` names it */
export function checkReference(what: string, image: unknown): void {
  if (typeof image !== 'string' || !/^[^\s]+$/.test(image)) {
    throw new Error(
      `${what} is ${shown(image)}; give the reference of an image, such as registry.example.com/team/tool:v1.2`,
    );
  }
}
