import type { KubeObject } from '../kubernetes/kube-object';
import { podSpecOf, POD_TEMPLATES } from '../kubernetes/pod-templates';
import { inList, inObject } from '../kubernetes/read-json';

/** A reference to an object by its name. */
export interface StackReference {
  readonly kind: string;
  readonly name: string;
  /** Whether the arrow leads from what is named to what names it, as a template comes before its pool. */
  readonly isBefore: boolean;
}

/** Values of `warmpool` in v1alpha1 that name no pool. */
const NO_POOLS: ReadonlySet<unknown> = new Set(['none', 'default', '']);

/** What an object names, for the kinds that have boxes. All of it is in the namespace of the object, or in none. */
export function referencesOf(object: KubeObject): StackReference[] {
  const { kind, spec } = object;
  const before = (of: string, name: unknown) => reference(of, name, true);
  const after = (of: string, name: unknown) => reference(of, name, false);
  switch (kind) {
    case 'SandboxWarmPool': return before('SandboxTemplate', inObject(spec, 'sandboxTemplateRef').name);
    case 'SandboxClaim': {
      const pool = inObject(spec, 'warmPoolRef').name ?? inObject(spec).warmpool;
      return NO_POOLS.has(pool ?? '')
        ? before('SandboxTemplate', inObject(spec, 'sandboxTemplateRef').name)
        : before('SandboxWarmPool', pool);
    }
    case 'HorizontalPodAutoscaler': case 'ScaledObject': {
      const target = inObject(spec, 'scaleTargetRef');
      return after(typeof target.kind === 'string' ? target.kind : 'Deployment', target.name);
    }
    case 'HTTPRoute':
      return inList(spec, 'rules').flatMap((rule) => inList(rule, 'backendRefs'))
        .flatMap((each) => (each.kind === undefined || each.kind === 'Service' ? after('Service', each.name) : []));
    case 'Ingress':
      return [
        inObject(spec, 'defaultBackend'),
        ...inList(spec, 'rules')
          .flatMap((rule) => inList(rule, 'http', 'paths'))
          .map((path) => inObject(path, 'backend')),
      ].flatMap((backend) => after('Service', inObject(backend, 'service').name));
    default:
      return Object.hasOwn(POD_TEMPLATES, kind) ? before('RuntimeClass', podSpecOf(object).runtimeClassName) : [];
  }
}

function reference(kind: string, name: unknown, isBefore: boolean): StackReference[] {
  return typeof name === 'string' && name !== '' ? [{ kind, name, isBefore }] : [];
}
