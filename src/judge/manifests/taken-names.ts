import type { Origin } from './origin';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import type { RuleContext } from '../rules';
import { claimTemplateName, claimTemplateNames, hasService, startsCold, templateOf } from '../rules/claim-resolution';
import { located, Located } from '../rules/located';
import {
  claimPolicy, keepsPolicy, keptPolicy, MADE_BY_SANDBOXES, makesClaimPolicy, mayBeKept, sharedVolume, taken,
  templateOfPolicy, twin,
} from '../rules/names/taken';
import type { PathSegment } from '../schema';

/** A sandbox, by what it makes. */
interface Maker {
  readonly volumes: readonly string[];
  readonly makesService: boolean;
}

/** An object that a sandbox may look for. */
interface Candidate {
  readonly origin: Origin;
  readonly object: KubeObject;
}

const NOTHING: Located[] = [];

/** Names that the controller gives to what it makes for the sandboxes of files, and that other objects have. */
export class TakenNames {
  private readonly sandboxes = new Map<string, Map<string, Map<string, Maker>>>();
  /** Templates for which the controller keeps a NetworkPolicy. */
  private readonly templates = new Set<string>();
  /** Claims for which the controller makes one. */
  private readonly claims = new Set<string>();
  private readonly candidates: Candidate[] = [];

  /** @param isOneCluster whether all files are for one cluster; otherwise each is for one of its own */
  constructor(private readonly isOneCluster: boolean) {}

  /** Findings about a Sandbox among those before it. */
  visitSandbox({ file }: Origin, object: KubeObject, context: RuleContext): Located[] {
    const { namespace, name } = inObject(object.metadata);
    if (typeof name !== 'string' || isOwned(object)) { return NOTHING; }
    const maker = makerOf(object, context);
    const sandboxes = this.sandboxesIn(file, namespace).set(name, maker);
    return sharedVolumes(sandboxes, object, maker, (volume) => claimTemplateName(object, volume));
  }

  /** Notes a template for which the controller keeps a NetworkPolicy. */
  visitTemplate({ file }: Origin, object: KubeObject, { release }: RuleContext): void {
    const { namespace, name } = inObject(object.metadata);
    if (typeof name !== 'string' || !keepsPolicy(object, release)) { return; }
    this.templates.add(this.key(file, namespace, name));
  }

  visitOther(origin: Origin, object: KubeObject): void {
    const { apiVersion, kind, metadata, spec } = object;
    const isMade = apiVersion === 'v1' && MADE_BY_SANDBOXES.includes(kind);
    if (!isMade && !mayBeKept({ apiVersion, kind, name: inObject(metadata).name })) { return; }
    if (isOwned(object)) { return; }
    // The source of an object is as large as its file.
    const at = origin.source.position(['metadata', 'name']);
    const source = { position: () => at, notes: origin.source.notes };
    const { clusterIP, selector, ipFamilyPolicy } = inObject(spec);
    this.candidates.push({
      origin: { ...origin, source },
      object: { apiVersion, kind, metadata, spec: { clusterIP, selector, ipFamilyPolicy } },
    });
  }

  /** Findings about a claim that starts a sandbox of its own name, which counts among the sandboxes from now on. */
  visitClaim({ file }: Origin, claim: KubeObject, context: RuleContext): Located[] {
    const { namespace, name } = inObject(claim.metadata);
    if (typeof name !== 'string') { return NOTHING; }
    if (makesClaimPolicy(claim, context)) { this.claims.add(this.key(file, namespace, name)); }
    if (!startsCold(claim, context)) { return NOTHING; }
    const sandboxes = this.sandboxesIn(file, namespace);
    if (sandboxes.has(name)) {
      const { code, severity, ...trouble } = twin(name, 'there is');
      return [located(code, severity, trouble, claim)];
    }
    const template = templateOf(claim, context);
    if (!template) { return NOTHING; }
    const maker = makerOf(template, context);
    sandboxes.set(name, maker);
    return sharedVolumes(sandboxes, claim, maker, () => ['metadata', 'name']);
  }

  /** Findings about the other objects, when all sandboxes are known. */
  * finish(): Generator<{ readonly where: Origin; readonly located: Located[] }> {
    for (const { origin, object } of this.candidates) {
      if (object.kind === 'NetworkPolicy') {
        const { namespace, name } = object.metadata;
        const keeper = templateOfPolicy(name);
        const key = this.key(origin.file, namespace, keeper);
        if (!this.templates.has(key) && !this.claims.has(key)) { continue; }
        const of = this.templates.has(key) ? keptPolicy : claimPolicy;
        const { code, severity, ...trouble } = of(name, keeper);
        yield { where: origin, located: [located(code, severity, trouble, object)] };
        continue;
      }
      const sandbox = this.makerOfName(origin.file, object);
      if (sandbox === undefined) { continue; }
      const found = taken(object, sandbox, "label it 'agents.x-k8s.io/adoptable: \"true\"'");
      yield {
        where: origin,
        located: found.map(({ code, severity, ...trouble }) => located(code, severity, trouble, object)),
      };
    }
  }

  /** The sandbox that makes an object of this kind and name. */
  private makerOfName(file: string, { kind, metadata }: KubeObject): string | undefined {
    const { namespace, name } = inObject(metadata);
    if (typeof name !== 'string') { return undefined; }
    const sandboxes = this.sandboxesIn(file, namespace);
    if (kind === 'PersistentVolumeClaim') { return makerOfClaim(sandboxes, name); }
    const maker = sandboxes.get(name);
    return maker && (kind === 'Pod' || maker.makesService) ? name : undefined;
  }

  /** The sandboxes of a namespace by name. */
  private sandboxesIn(file: string, namespace: unknown): Map<string, Maker> {
    const [cluster, where] = [this.isOneCluster ? '' : file, typeof namespace === 'string' ? namespace : ''];
    let namespaces = this.sandboxes.get(cluster);
    if (!namespaces) { this.sandboxes.set(cluster, namespaces = new Map()); }
    let sandboxes = namespaces.get(where);
    if (!sandboxes) { namespaces.set(where, sandboxes = new Map()); }
    return sandboxes;
  }

  private key(file: string, namespace: unknown, name: string): string {
    return `${this.isOneCluster ? '' : file}\n${typeof namespace === 'string' ? namespace : ''} ${name}`;
  }
}

/** The sandbox that makes a PersistentVolumeClaim, other than one that is known. */
function makerOfClaim(sandboxes: ReadonlyMap<string, Maker>, claim: string, known?: string): string | undefined {
  for (let dash = claim.indexOf('-'); dash > 0; dash = claim.indexOf('-', dash + 1)) {
    const sandbox = claim.slice(dash + 1);
    const maker = sandbox === known ? undefined : sandboxes.get(sandbox);
    if (maker?.volumes.includes(claim.slice(0, dash))) { return sandbox; }
  }
  return undefined;
}

/** Volumes of a sandbox that become the PersistentVolumeClaims of another one. */
function sharedVolumes(
  sandboxes: ReadonlyMap<string, Maker>,
  object: KubeObject,
  { volumes }: Maker,
  pathOf: (volume: string) => readonly PathSegment[],
): Located[] {
  const { name } = object.metadata;
  let found = NOTHING;
  for (const volume of volumes) {
    const other = makerOfClaim(sandboxes, `${volume}-${name}`, name);
    if (other === undefined) { continue; }
    const { code, severity, ...trouble } = sharedVolume(volume, name, other, pathOf(volume));
    found = [...found, located(code, severity, trouble, object)];
  }
  return found;
}

/** Whether a controller made the object, as in what `kubectl get -o yaml` prints. */
function isOwned({ metadata }: KubeObject): boolean {
  return inList(metadata, 'ownerReferences').length > 0;
}

function makerOf(holder: KubeObject, context: RuleContext): Maker {
  return { volumes: claimTemplateNames(holder), makesService: hasService(holder, context) };
}
