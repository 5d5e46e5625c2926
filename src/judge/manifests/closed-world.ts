import { keyOf } from './object-keys';
import type { Origin } from './origin';
import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { supports } from '../../release/release';
import { located, Located } from '../rules/located';
import { isMadeByClusters } from '../rules/references/made-by-clusters';
import { Reference, ReferredKind, referencesOf } from '../rules/references/references';

/** Kinds that references are to, with whether they are in namespaces. */
const REFERRED: Readonly<Record<ReferredKind, boolean>> = {
  Secret: true, ConfigMap: true, ServiceAccount: true, Service: true, PriorityClass: false,
};

/** An object that needs another. */
interface Needing {
  readonly origin: Origin;
  readonly object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;
  readonly reference: Reference;
}

/** Finds references to objects of Kubernetes that are not among the manifests, where those are all there is. */
export class ClosedWorld {
  private readonly needing: Needing[] = [];
  private readonly declared = new Set<string>();
  /** Sandboxes that make no Service, by the key that it would have. */
  private readonly serviceless = new Set<string>();

  constructor(private readonly release: Release) {}

  visit(origin: Origin, object: KubeObject): void {
    const { apiVersion, kind, metadata, spec } = object;
    this.declare(object);
    for (const reference of referencesOf(object)) {
      if (isMadeByClusters(reference.kind, reference.name)) { continue; }
      this.needing.push({ origin, object: { apiVersion, kind, metadata }, reference });
    }
    if (kind === 'Sandbox') { this.declareService(object, inObject(spec).service === true); }
    // A claim may start a sandbox of its name, whose template says whether it makes a Service.
    if (kind === 'SandboxClaim') { this.declareService(object, true); }
  }

  * finish(): Generator<{ readonly where: Origin; readonly located: Located[] }> {
    for (const { origin, object, reference } of this.needing) {
      const { kind, namespace, name, path } = reference;
      const key = keyOf(kind, namespace, name);
      if (this.declared.has(key)) { continue; }
      const where = namespace === undefined ? '' : ` of namespace '${namespace}'`;
      const trouble = this.serviceless.has(key)
        ? {
          message: `Sandbox '${name}'${where} makes no Service, to which the ${object.kind} leads`,
          remedy: "set 'service: true' in the spec of the Sandbox",
        }
        : { message: `${kind} '${name}'${where} is not there`, remedy: 'give it too, or correct the name' };
      const found = located('ASB213', FindingSeverity.ERROR, { ...trouble, path }, object as KubeObject);
      yield { where: origin, located: [found] };
    }
  }

  private declare({ apiVersion, kind, metadata, spec }: KubeObject): void {
    const { namespace, name } = inObject(metadata);
    if (apiVersion === 'v1' || kind === 'PriorityClass') {
      if (Object.hasOwn(REFERRED, kind)) {
        this.declared.add(keyOf(kind, REFERRED[kind as ReferredKind] ? namespace : undefined, name));
      }
      return;
    }
    // Objects of operators make Secrets of their own name, or of one that they name, such as Certificates.
    if (!apiVersion.includes('.')) { return; }
    const { secretName, target, secretObjects } = inObject(spec);
    const made = [name, secretName, inObject(target).name, ...namesIn(secretObjects)];
    for (const each of made) {
      if (typeof each === 'string') { this.declared.add(keyOf('Secret', namespace, each)); }
    }
  }

  private declareService({ metadata }: KubeObject, isMade: boolean): void {
    const { namespace, name } = inObject(metadata);
    const key = keyOf('Service', namespace, name);
    // Before there was a choice, each Sandbox made one.
    if (isMade || !supports(this.release, 'Sandbox.spec.service')) {
      this.declared.add(key);
    } else {
      this.serviceless.add(key);
    }
  }
}

function namesIn(list: unknown): unknown[] {
  return Array.isArray(list) ? list.map((each) => inObject(each).secretName) : [];
}
