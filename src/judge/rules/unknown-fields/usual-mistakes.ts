import type { Advice } from './advice';
import { fieldsOf } from './misplaced-field';
import type { Kind } from '../../../api/kinds';
import type { PathSegment } from '../../../kubernetes/json-path';
import type { StructuralSchema } from '../../../kubernetes/types/structural-schema';

/** Names that are used in place of fields of a kind's `spec`, as other kinds and older versions have them. */
interface Mistake {
  readonly kinds: readonly Kind[];
  readonly names: readonly string[];
  /** The fields that may be meant, of which the first that the version has is. */
  readonly meant: readonly string[];
  /** What to write, where another name is not all; undefined where it is. */
  readonly remedy?: (value: unknown, meant: string) => string | undefined;
}

/** From public manifests and reports. */
const MISTAKES: readonly Mistake[] = [
  {
    kinds: ['Sandbox', 'SandboxTemplate'],
    names: ['template', 'podTemplateSpec', 'podSpec', 'pod', 'sandboxTemplate'],
    meant: ['podTemplate'],
  },
  {
    kinds: ['SandboxClaim'],
    names: ['sandboxTemplateRef', 'templateRef', 'templateName', 'template', 'sandboxTemplate', 'sandboxTemplateName'],
    meant: ['sandboxTemplateRef', 'warmPoolRef'],
    remedy: (value, meant) => (meant === 'warmPoolRef'
      ? "did you mean 'warmPoolRef'? Claims of this version name a SandboxWarmPool, which names the template"
      : reference(value, meant)),
  },
  {
    kinds: ['SandboxWarmPool'],
    names: ['templateRef', 'templateName', 'template', 'sandboxTemplate', 'sandboxTemplateName'],
    meant: ['sandboxTemplateRef'],
    remedy: reference,
  },
  {
    kinds: ['SandboxClaim'],
    names: [
      'warmpool', 'warmPool', 'warmPoolRef', 'warmPoolName', 'warmpoolRef', 'pool', 'poolRef', 'poolName',
      'sandboxWarmPool', 'sandboxWarmPoolRef',
    ],
    meant: ['warmPoolRef', 'warmpool'],
    remedy: (value, meant) => (meant === 'warmPoolRef' ? reference(value, meant) : undefined),
  },
  {
    kinds: ['Sandbox'],
    names: ['replicas', 'suspend', 'suspended', 'paused', 'running', 'state', 'desiredState'],
    meant: ['operatingMode', 'replicas'],
    remedy: (value, meant) => {
      if (typeof value === 'number' && value > 1) {
        return 'remove it: a Sandbox is one pod; a SandboxWarmPool keeps several ready';
      }
      return meant === 'operatingMode'
        ? "use 'operatingMode': Suspended removes the pod and keeps its volumes, Running brings it back"
        : "use 'replicas': 0 removes the pod and keeps its volumes, 1 brings it back";
    },
  },
  {
    kinds: ['Sandbox', 'SandboxTemplate', 'SandboxWarmPool'],
    names: ['minReplicas', 'maxReplicas', 'autoscaling', 'scaling'],
    meant: ['replicas', ''],
    remedy: (_, meant) => (meant === 'replicas'
      ? "remove it: 'replicas' of a pool is one number, which a HorizontalPodAutoscaler changes between bounds"
      : 'remove it: a SandboxWarmPool has replicas, and a HorizontalPodAutoscaler changes them between bounds'),
  },
  {
    kinds: ['SandboxWarmPool'],
    names: ['size', 'poolSize', 'count', 'warmReplicas', 'desiredReplicas'],
    meant: ['replicas'],
  },
  {
    kinds: ['Sandbox', 'SandboxTemplate'],
    names: ['networking', 'network', 'expose', 'ports', 'serviceName', 'services'],
    meant: ['service', ''],
    remedy: (_, meant) => {
      const policy = "who may reach the pod is said by a NetworkPolicy, or by 'networkPolicy' of a SandboxTemplate";
      return meant === 'service'
        ? `use 'service: true' for a headless Service; ports are those of the containers; ${policy}`
        : `remove it: ports are those of the containers; ${policy}`;
    },
  },
  {
    kinds: ['Sandbox'],
    names: ['lifecycle', 'ttl', 'ttlSeconds', 'timeout', 'expiresAt', 'expirationTime'],
    meant: ['shutdownTime'],
    remedy: () => "use 'shutdownTime', an instant such as 2026-12-31T00:00:00Z, and 'shutdownPolicy'",
  },
  {
    kinds: ['SandboxClaim'],
    names: ['ttl', 'ttlSeconds', 'timeout', 'expiresAt', 'expirationTime'],
    meant: ['lifecycle'],
    remedy: () => "use 'lifecycle.shutdownTime', an instant such as 2026-12-31T00:00:00Z",
  },
  {
    kinds: ['SandboxClaim'],
    names: ['podMetadata', 'podLabels', 'podAnnotations', 'labels', 'annotations', 'metadata'],
    meant: ['additionalPodMetadata'],
  },
  {
    kinds: ['SandboxClaim'],
    names: ['envVars', 'environment', 'envVariables'],
    meant: ['env'],
  },
  {
    kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
    names: ['volumeClaims', 'persistentVolumeClaims', 'pvcs', 'storage', 'persistentVolumeClaimTemplates'],
    meant: ['volumeClaimTemplates'],
  },
];

/** Advice about a field of `spec` that many write, and that the version does not have. */
export function usualMistake(
  kind: Kind,
  path: readonly PathSegment[],
  value: unknown,
  schema: StructuralSchema,
): Advice | undefined {
  const name = String(path[1]);
  if (path.length !== 2 || path[0] !== 'spec') { return undefined; }
  const mistake = MISTAKES.find(({ kinds, names }) => kinds.includes(kind) && names.includes(name));
  const fields = fieldsOf(schema, ['spec']);
  const meant = mistake?.meant.find((field) => field === '' || Object.hasOwn(fields, field));
  if (!mistake || meant === undefined || meant === name) { return undefined; }
  const remedy = mistake.remedy?.(value, meant) ?? `did you mean '${meant}'?`;
  return { remedy, ...(meant !== '' && { meant: ['spec', meant] }) };
}

/** A name as the reference that stands in its place. */
function reference(value: unknown, meant: string): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,63}$/.test(value)
    ? `did you mean '${meant}: { name: ${value} }'?`
    : undefined;
}
