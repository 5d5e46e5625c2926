/** What GitOps tools do to objects of Agent Sandbox, by what applies them and by their waves. */
import { AppliedObjects, troublesOf } from './applications';
import { dataOf, DataObject, VOLUMES } from './data';
import { Kind, KINDS } from '../../../api/kinds';
import { FindingSeverity } from '../../../findings/finding';
import type { CodedTrouble } from '../../../findings/trouble';
import { SYNC_WAVE } from '../../../kubernetes/gitops-annotations';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { SCALER_KINDS, scaleTargetOf } from '../read-other-kinds';

/** Kinds that have others applied. */
export const GITOPS_KINDS: ReadonlySet<string> = new Set(['Application', 'ApplicationSet', 'Kustomization']);

/** Names of the CRDs of Agent Sandbox. */
const OWN_CRDS: ReadonlySet<string> = new Set(Object.values(KINDS).map(({ plural, group }) => `${plural}.${group}`));

/** Kinds that must be there before what is of them, or in them. */
const DEFINITIONS: ReadonlySet<string> = new Set(['CustomResourceDefinition', 'Namespace']);

/** Kinds that are read besides those of Agent Sandbox. */
export const READ_FOR_GITOPS: ReadonlySet<string> = new Set([...GITOPS_KINDS, ...SCALER_KINDS, ...VOLUMES]);

/** A trouble of an object, with its place. */
export interface GitOpsTrouble<W> {
  readonly where: W;
  readonly object: KubeObject;
  readonly trouble: CodedTrouble;
}

/** The objects of one cluster, or of files. */
export class GitOpsObjects<W> implements AppliedObjects {
  private readonly applying: Array<{ readonly where: W; readonly object: KubeObject }> = [];
  private readonly ours: Array<{ readonly where: W; readonly object: KubeObject }> = [];
  private readonly volumes: KubeObject[] = [];
  private readonly definitions = new Map<string, DataObject & { readonly kind: string; readonly name: string }>();
  private readonly waves = new Map<string, number>();
  private dataOnce?: readonly DataObject[];
  private readonly scalers = new Map<string, string>();

  visit(where: W, object: KubeObject): void {
    const { kind } = object;
    if (GITOPS_KINDS.has(kind)) { this.applying.push({ where, object }); }
    if (Object.hasOwn(KINDS, kind)) {
      const { apiVersion, metadata, spec } = object;
      // Of large specs only the fields that are asked for.
      const { replicas, operatingMode, volumeClaimTemplates, warmPoolRef, sandboxTemplateRef } = inObject(spec);
      const read = { replicas, operatingMode, volumeClaimTemplates, warmPoolRef, sandboxTemplateRef };
      const kept = { apiVersion, kind, metadata, spec: read };
      this.ours.push({ where, object: kept as KubeObject });
    }
    if (VOLUMES.has(kind)) { this.volumes.push(object); }
    const target = scaleTargetOf(object);
    if (target) { this.scalers.set(`${target.kind} ${target.namespace ?? ''} ${target.name}`, target.scaler); }
    const { name, annotations } = inObject(object.metadata);
    this.visitWave(kind, String(name), annotations);
  }

  /** Notes the wave of a kind's definition, or of a namespace. */
  visitWave(kind: string, name: string, annotations: unknown): void {
    if (!DEFINITIONS.has(kind)) { return; }
    this.waves.set(`${kind} ${name}`, waveIn(annotations));
    const what = kind === 'Namespace' ? 'all in it, workspaces too,' : 'all objects of its kind';
    this.definitions.set(`${kind} ${name}`, {
      kind, name, annotations, told: `${kind} '${name}' is deleted with ${what} when its manifest goes`,
    });
  }

  data(): readonly DataObject[] {
    return this.dataOnce ??= this.allData();
  }

  private allData(): DataObject[] {
    const byName = new Map(this.ours.map(({ object }) => [keyOf(object.kind, object, object.metadata.name), object]));
    const inhabited = new Set(this.ours.map(({ object }) => object.metadata.namespace));
    const found = [
      ...this.ours.map(({ object }) => object),
      ...this.volumes.filter(({ metadata }) => inhabited.has(metadata.namespace)),
    ].flatMap((object) => {
      const data = dataOf(object, (kind, name) => byName.get(keyOf(kind, object, name)));
      return data ? [{ data, namespace: object.metadata.namespace }] : [];
    });
    const namespaces = new Set(found.map(({ namespace }) => namespace));
    return [
      ...found.map(({ data }) => data),
      ...[...this.definitions.values()].filter(({ kind, name }) => (
        kind === 'Namespace' ? namespaces.has(name) : OWN_CRDS.has(name)
      )),
    ];
  }

  ofKind(kind: string): readonly KubeObject[] {
    return this.ours.filter(({ object }) => object.kind === kind).map(({ object }) => object);
  }

  scalerOf({ kind, metadata: { namespace, name } }: KubeObject): string | undefined {
    return this.scalers.get(`${kind} ${namespace ?? ''} ${name}`);
  }

  * finish(): Generator<GitOpsTrouble<W>> {
    if (this.ours.length === 0) { return; }
    for (const { where, object } of this.ours) {
      const trouble = this.earlyWave(object);
      if (trouble) { yield { where, object, trouble }; }
    }
    for (const { where, object } of this.applying) {
      for (const trouble of troublesOf(object, this)) { yield { where, object, trouble }; }
    }
  }

  /** Argo CD would apply an object before its kind or its namespace is there. */
  private earlyWave({ kind, metadata }: KubeObject): CodedTrouble | undefined {
    const { annotations, namespace } = inObject(metadata);
    const wave = waveIn(annotations);
    const { plural, group } = KINDS[kind as Kind];
    const needed = [`CustomResourceDefinition ${plural}.${group}`, `Namespace ${String(namespace)}`];
    const late = needed.find((each) => (this.waves.get(each) ?? wave) > wave);
    if (late === undefined) { return undefined; }
    const [what, name] = late.split(' ');
    return {
      code: 'ASB483',
      severity: FindingSeverity.ERROR,
      message: `Argo CD applies it in wave ${wave}, before ${what} '${name}', which is in wave ${this.waves.get(late)}`,
      remedy: 'remove the waves, and apply the chart by ArgoApplication, which orders objects by what they are',
      remedyInFile: `give it the wave ${this.waves.get(late)} or a later one, or the ${what} an earlier one`,
      path: ['metadata'],
    };
  }
}

/** A key of an object beside another one. */
function keyOf(kind: string, { metadata: { namespace } }: KubeObject, name: unknown): string {
  return `${kind} ${namespace ?? ''} ${String(name)}`;
}

/** The wave of an object: 0, unless it says another. */
function waveIn(annotations: unknown): number {
  const wave = Number(inObject(annotations)[SYNC_WAVE] ?? 0);
  return Number.isInteger(wave) ? wave : 0;
}
