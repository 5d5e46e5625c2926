import type { CaBundleOptions } from './ca-bundle-options';
import { checkForm, shown } from '../checks/forms';
import { checkMembers } from '../checks/members';
import { checkShapes } from '../checks/shapes';
import type { IConfigMap, ISecret } from '../kubernetes/kplus';

const FILE = 'ca.crt';

/**
 * Certificate authorities that programs in sandboxes trust: a file in all containers, and the environment variables by
 * which the usual languages and tools find it.
 *
 * Most of them then trust the authorities of this file alone, so that it has to have the public ones too where pods
 * reach public hosts. It is in the namespace of each pod.
 *
 * @example
 * new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 *   caBundle: CaBundle.fromTrustManager('company-ca'),
 * });
 */
export class CaBundle {
  /**
   * A bundle in a ConfigMap.
   *
   * @param configMap of the app, or `ConfigMap.fromConfigMapName(...)`
   * @param options key and place
   * @throws when an option is malformed
   */
  public static fromConfigMap(configMap: IConfigMap, options?: CaBundleOptions): CaBundle {
    return new CaBundle('configMap', nameOf(configMap, 'a ConfigMap'), options);
  }

  /**
   * A bundle in a Secret.
   *
   * @param secret of the app, or `Secret.fromSecretName(...)`
   * @param options key and place
   * @throws when an option is malformed
   */
  public static fromSecret(secret: ISecret, options?: CaBundleOptions): CaBundle {
    return new CaBundle('secret', nameOf(secret, 'a Secret'), options);
  }

  /**
   * The ConfigMap that trust-manager writes into namespaces: it has the name of the `Bundle`.
   *
   * @param name of the Bundle
   * @param options the key is that of `target.configMap` of the Bundle
   * @throws when the name or an option is malformed
   * @see https://cert-manager.io/docs/trust/trust-manager/
   */
  public static fromTrustManager(name: string, options?: CaBundleOptions): CaBundle {
    return new CaBundle('configMap', name, options);
  }

  /** Name of the ConfigMap or Secret. */
  public readonly name: string;

  /** The key with the certificates. */
  public readonly key: string;

  /** The directory where it is mounted. */
  public readonly mountPath: string;

  /**
   * The field of a volume that names it.
   * @internal
   */
  public readonly _source: 'configMap' | 'secret';

  private constructor(source: 'configMap' | 'secret', name: string, options: CaBundleOptions = {}) {
    checkForm('name of a CA bundle', name, 'DNS subdomain');
    checkShapes('the options of a CA bundle', options, { key: 'string', mountPath: 'string' });
    checkMembers('the options of a CA bundle', options, ['key', 'mountPath']);
    const { key = FILE, mountPath = '/etc/agent-sandbox-ca' } = options;
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key)) {
      throw new Error(`'key' of a CA bundle is ${shown(key)}; give a key of a ConfigMap, such as 'ca.crt'`);
    }
    if (!/^(?:\/[^/:\s]+)+$/.test(mountPath)) {
      throw new Error(`'mountPath' of a CA bundle is ${shown(mountPath)}; give an absolute path, without a colon`);
    }
    this._source = source;
    this.name = name;
    this.key = key;
    this.mountPath = mountPath;
  }

  /** The file in containers. */
  public get path(): string {
    return `${this.mountPath}/${FILE}`;
  }

  /** Kind and name. */
  public toString(): string {
    return `${this._source === 'secret' ? 'Secret' : 'ConfigMap'} ${this.name}`;
  }
}

function nameOf(object: unknown, wanted: string): string {
  const { name } = (object ?? {}) as { name?: unknown };
  if (typeof name !== 'string') { throw new Error(`the CA bundle is ${shown(object)}; give ${wanted}`); }
  return name;
}
