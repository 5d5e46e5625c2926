import type { Origin } from '../origin';
import type { PlacedFindings, WholeJudging } from './whole-judging';
import { FindingSeverity } from '../../../findings/finding';
import type { CodedTrouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { POD_TEMPLATES } from '../../../kubernetes/pod-templates';
import { inObject } from '../../../kubernetes/read-json';
import type { Release } from '../../../release/release';
import { supports } from '../../../release/release';
import { claimTemplateNames } from '../../rules/claim-resolution';
import { located } from '../../rules/located';
import { DeclaredObjects, isOfOperator, isReferred } from '../../rules/references/declared';
import { isMadeByClusters } from '../../rules/references/made-by-clusters';
import { namespacedReferences, ofOtherNamespace, pullSecretsOf } from '../../rules/references/other-namespace';
import { Reference, referencesOf } from '../../rules/references/references';

/** An object that needs another. */
interface Needing {
  readonly origin: Origin;
  readonly object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;
  readonly reference: Reference;
}

/**
 * Finds references to objects of Kubernetes that are not among the manifests: in a closed world, where these are all
 * there is, and in files of which each may be for one cluster those to objects that only another namespace has.
 */
export class ReferredObjects implements WholeJudging {
  private needing: Needing[] = [];
  private declared = new DeclaredObjects();
  /** Sandboxes that make no Service, by namespace and name. */
  private readonly serviceless = new Set<string>();
  /** Claims whose sandboxes make volumes of which the names are not known, by namespace and name. */
  private readonly claims = new Set<string>();
  private file?: string;
  private readonly found: PlacedFindings[] = [];

  constructor(private readonly release: Release, private readonly isClosed: boolean) {}

  visit(origin: Origin, object: KubeObject): void {
    const { apiVersion, kind, metadata } = object;
    if (!this.isClosed && this.file !== origin.file) { this.endFile(); }
    this.file = origin.file;
    if (isReferred(apiVersion, kind)) {
      const { namespace, name } = inObject(metadata);
      this.declared.addReferred(kind, namespace, name);
      return;
    }
    for (const reference of this.referencesOf(object)) {
      this.needing.push({ origin, object: { apiVersion, kind, metadata }, reference });
    }
    if (isOfOperator(apiVersion)) { this.declared.addOfOperator(object); }
    if (this.isClosed) { this.declareMade(object); }
  }

  * finish(): Generator<PlacedFindings> {
    this.endFile();
    yield* this.found.splice(0);
  }

  private referencesOf(object: KubeObject): readonly Reference[] {
    if (this.isClosed) {
      return referencesOf(object).filter(({ kind, name }) => !isMadeByClusters(kind, name));
    }
    if (object.kind === 'Sandbox' || object.kind === 'SandboxTemplate') { return namespacedReferences(object); }
    return Object.hasOwn(POD_TEMPLATES, object.kind) ? pullSecretsOf(object) : NONE;
  }

  /** The objects that are read from now on may be for another cluster. */
  private endFile(): void {
    for (const { origin, object, reference } of this.needing) {
      const trouble = this.troubleOf(reference, object.kind);
      if (!trouble) { continue; }
      const { code, severity, ...rest } = trouble;
      this.found.push({ where: origin, located: [located(code, severity, rest, object as KubeObject)] });
    }
    this.needing = [];
    this.declared = new DeclaredObjects();
  }

  private troubleOf(reference: Reference, referring: string): CodedTrouble | undefined {
    const { kind, namespace, name, path, isHelpful } = reference;
    if (this.declared.has(kind, namespace, name)) { return undefined; }
    const elsewhere = this.declared.elsewhere(kind, namespace, name);
    if (!this.isClosed) {
      return elsewhere === undefined ? undefined : ofOtherNamespace(reference, elsewhere, referring);
    }
    if (kind === 'PersistentVolumeClaim' && this.isMadeForClaim(namespace, name)) { return undefined; }
    const where = namespace === undefined ? '' : ` of namespace '${namespace}'`;
    const told = this.serviceless.has(keyOf(namespace, name)) && kind === 'Service'
      ? {
        message: `Sandbox '${name}'${where} makes no Service, to which the ${referring} leads`,
        remedy: "set 'service: true' in the spec of the Sandbox",
      }
      : {
        message: `${kind} '${name}'${where} is not there${elsewhere === undefined ? '' : `, only in '${elsewhere}'`}`,
        remedy: elsewhere === undefined
          ? 'give it too, or correct the name'
          : 'give it too, as pods never use objects of another namespace, or correct the name',
      };
    return { code: 'ASB213', severity: isHelpful ? FindingSeverity.WARNING : FindingSeverity.ERROR, ...told, path };
  }

  /** Declares what controllers make of an object. */
  private declareMade(object: KubeObject): void {
    const { kind, metadata, spec } = object;
    const { namespace, name } = inObject(metadata);
    if (typeof name !== 'string') { return; }
    if (kind === 'Sandbox') {
      this.declareService(namespace, name, inObject(spec).service === true);
      this.declared.addVolumes(namespace, name, claimTemplateNames(object));
    }
    // A claim may start a sandbox of its name, whose template says what it makes.
    if (kind === 'SandboxClaim') {
      this.declareService(namespace, name, true);
      this.claims.add(keyOf(namespace, name));
    }
    // Its volumes end in a number.
    if (kind === 'StatefulSet') {
      const { replicas = 1 } = inObject(spec);
      for (let index = 0; index < Math.min(Number(replicas) || 0, MOST_REPLICAS); index += 1) {
        this.declared.addVolumes(namespace, `${name}-${index}`, claimTemplateNames(object));
      }
    }
  }

  private declareService(namespace: unknown, name: string, isMade: boolean): void {
    // Before there was a choice, each Sandbox made one.
    if (isMade || !supports(this.release, 'Sandbox.spec.service')) {
      this.declared.addReferred('Service', namespace, name);
    } else {
      this.serviceless.add(keyOf(namespace, name));
    }
  }

  /** Whether a volume may be one of the sandbox that a claim starts: `<volume>-<claim>`. */
  private isMadeForClaim(namespace: unknown, name: string): boolean {
    for (let dash = name.indexOf('-'); dash > 0; dash = name.indexOf('-', dash + 1)) {
      if (this.claims.has(keyOf(namespace, name.slice(dash + 1)))) { return true; }
    }
    return false;
  }
}

const NONE: readonly Reference[] = [];

/** StatefulSets of which the volumes are counted one by one. */
const MOST_REPLICAS = 1000;

function keyOf(namespace: unknown, name: string): string {
  return `${typeof namespace === 'string' ? namespace : ''} ${name}`;
}
