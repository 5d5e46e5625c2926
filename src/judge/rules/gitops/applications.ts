/** What Applications of Argo CD and Kustomizations of Flux do to objects of Agent Sandbox. */
import { DataObject, isKeptBy, keepingOf } from './data';
import { FindingSeverity } from '../../../findings/finding';
import type { CodedTrouble, Trouble } from '../../../findings/trouble';
import { GitOpsTool } from '../../../kubernetes/gitops-tool';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import type { PathSegment } from '../../schema';

/** The part of an object that says what is applied, and how. */
interface Sync {
  readonly tool: GitOpsTool;
  readonly spec: Loose;
  readonly path: readonly PathSegment[];
  readonly options: readonly string[];
  readonly automated?: Loose;
}

function syncIn({ apiVersion, kind, spec }: KubeObject): Sync | undefined {
  if (kind === 'Kustomization') {
    return apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')
      ? { tool: GitOpsTool.FLUX, spec: inObject(spec), path: ['spec'], options: [] }
      : undefined;
  }
  if (!apiVersion.startsWith('argoproj.io/')) { return undefined; }
  const isSet = kind === 'ApplicationSet';
  const own = isSet ? inObject(spec, 'template', 'spec') : inObject(spec);
  const { automated, syncOptions } = inObject(own, 'syncPolicy');
  return {
    tool: GitOpsTool.ARGO_CD,
    spec: own,
    path: isSet ? ['spec', 'template', 'spec'] : ['spec'],
    options: Array.isArray(syncOptions) ? syncOptions.map(String) : [],
    ...(typeof automated === 'object' && automated !== null && { automated: automated as Loose }),
  };
}

/** What is known of the objects that are applied. */
export interface AppliedObjects {
  /** Those of a kind of Agent Sandbox. */
  ofKind(kind: string): readonly KubeObject[];
  /** Those with which data goes. */
  data(): readonly DataObject[];
  /** The autoscaler of a pool, such as `HorizontalPodAutoscaler research/scaling`. */
  scalerOf(pool: KubeObject): string | undefined;
}

interface GitOpsRule {
  readonly code: string;
  readonly check: (sync: Sync, context: AppliedObjects) => Trouble[];
}

const NOTHING: Trouble[] = [];

/** A rule about what applies objects, of which some are known to be of Agent Sandbox. */
function rule(code: string, check: GitOpsRule['check']): GitOpsRule {
  return { code, check };
}

const recreated = rule('ASB482', ({ tool, spec, path, options }) => {
  const option = options.find((each) => /^(?:Replace|Force)=true$/.test(each));
  const found = tool === GitOpsTool.FLUX ? spec.force === true && 'force: true' : option;
  return found
    ? [{
      message: `'${found}' deletes objects that cannot be changed, and makes them anew: a CRD goes with all objects of `
        + 'its kind, a sandbox with its workspace',
      remedy: 'remove it, and annotate the one object that is to be made anew, for as long as it takes',
      path: [...path, ...(tool === GitOpsTool.FLUX ? ['force'] : ['syncPolicy', 'syncOptions'])],
    }]
    : NOTHING;
});

const setBack = rule('ASB484', ({ spec, path, options, automated }) => (
  inList(spec, 'ignoreDifferences').length > 0 && automated && !options.includes('RespectIgnoreDifferences=true')
    ? [{
      message: 'fields are ignored when Argo CD compares, and set back by each sync that another change starts',
      remedy: "add 'RespectIgnoreDifferences=true' to 'syncOptions'",
      path: [...path, 'ignoreDifferences'],
    }]
    : NOTHING
));

/** The objects that an entry of `ignoreDifferences` is about, as far as they are known. */
function ignoredIn(entry: Loose, context: AppliedObjects): KubeObject[] {
  return context.ofKind(String(entry.kind)).filter(({ metadata }) => (
    (entry.name === undefined || entry.name === metadata.name)
      && (entry.namespace === undefined || entry.namespace === metadata.namespace)
  ));
}

const takenOver = rule('ASB485', ({ spec, path, options }, context) => {
  if (!options.includes('RespectIgnoreDifferences=true')) { return NOTHING; }
  return inList(spec, 'ignoreDifferences').flatMap((entry, index) => {
    const objects = ignoredIn(entry, context);
    const pointers = Array.isArray(entry.jsonPointers) ? entry.jsonPointers.map(String) : [];
    const leftOut = objects.length === 0
      ? undefined
      : pointers.find((each) => /^\/spec\/\w+$/.test(each)
        && objects.every((object) => inObject(object.spec)[each.slice('/spec/'.length)] === undefined));
    return leftOut === undefined
      ? []
      : [{
        message: `no ${String(entry.kind)} states ${leftOut}, so it is no difference; but each sync writes the value `
          + 'that it had a while ago, and takes the field from its owner',
        remedy: 'remove the entry: server-side apply leaves the field alone',
        path: [...path, 'ignoreDifferences', index],
      }];
  });
});

const prunedData = rule('ASB486', ({ tool, spec, path, automated }, context) => {
  const prunes = tool === GitOpsTool.FLUX ? spec.prune === true : automated?.prune === true;
  const taken = prunes ? context.data().filter((each) => !isKeptBy(tool, each)) : [];
  const more = taken.length > 1 ? `; and ${taken.length - 1} more like it` : '';
  return taken.length > 0
    ? [{
      message: `${taken[0].told}${more}`,
      remedy: 'apply its chart by ArgoApplication or FluxKustomization, which keep data',
      remedyInFile: `give it the annotation ${keepingOf(tool)}`,
      path: [...path, ...(tool === GitOpsTool.FLUX ? ['prune'] : ['syncPolicy', 'automated', 'prune'])],
    }]
    : NOTHING;
});

const clientSide = rule('ASB487', ({ tool, path, options }) => (
  tool === GitOpsTool.FLUX || options.includes('ServerSideApply=true')
    ? NOTHING
    : [{
      message: 'objects are applied client-side: one of more than 262,144 bytes, such as a CRD with descriptions, is '
        + 'refused, and fields have no owners',
      remedy: "add 'ServerSideApply=true' to 'syncOptions'",
      path: [...path, ...(options.length > 0 ? ['syncPolicy', 'syncOptions'] : [])],
    }]
));

const contested = rule('ASB489', ({ tool, spec, path, automated }, context) => {
  if (tool === GitOpsTool.ARGO_CD && automated?.selfHeal !== true) { return NOTHING; }
  const entries = inList(spec, tool === GitOpsTool.FLUX ? 'ignore' : 'ignoreDifferences');
  const isIgnored = (name: string) => entries.some((entry) => {
    const about = tool === GitOpsTool.FLUX ? inObject(entry.target) : entry;
    const pointers = tool === GitOpsTool.FLUX ? entry.paths : entry.jsonPointers;
    return (about.kind === undefined || about.kind === 'SandboxWarmPool')
      && (about.name === undefined || about.name === name)
      && Array.isArray(pointers) && pointers.includes('/spec/replicas');
  });
  const pool = context.ofKind('SandboxWarmPool').find((each) => (
    inObject(each.spec).replicas !== undefined && !isIgnored(each.metadata.name) && context.scalerOf(each) !== undefined
  ));
  if (!pool) { return NOTHING; }
  return [{
    message: `pool '${pool.metadata.name}' states a count, which ${context.scalerOf(pool)} changes and the tool sets `
      + 'back, again and again',
    remedy: "remove 'replicas' of the pool, or ignore /spec/replicas of it",
    path,
  }];
});

/** In the order of their codes. */
const RULES: readonly GitOpsRule[] = [recreated, setBack, takenOver, prunedData, clientSide, contested];

/** What is wrong with an object that has others applied. */
export function troublesOf(object: KubeObject, context: AppliedObjects): CodedTrouble[] {
  const sync = syncIn(object);
  return sync
    ? RULES.flatMap(({ code, check }) => check(sync, context).map((trouble) => (
      { ...trouble, code, severity: FindingSeverity.WARNING }
    )))
    : [];
}
