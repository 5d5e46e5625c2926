import { Breach, Condition, memberAt } from './conditions';
import { POLICY_RULES, PolicyRule } from './rules';
import { PolicySettings } from './settings';
import { PolicyKind, SUBJECTS } from './subjects';
import { FindingSeverity } from '../findings/finding';
import { podSecurityViolations } from '../judge/pod-security/index';
import type { CodedTrouble } from '../judge/rules';
import type { PathSegment } from '../judge/schema';
import { show } from '../judge/schema/violation';
import { formatPath } from '../kubernetes/json-path';
import type { KubeObject } from '../kubernetes/kube-object';
import { WORKLOADS } from '../kubernetes/pod-templates';

/** Of a pod that the labels of its namespace refuse. */
const POD_SECURITY = 'ASB370';

/** A policy as the judge knows it. */
export interface JudgedPolicy {
  /** As messages name it. */
  readonly name: string;
  readonly settings: PolicySettings;
  /** Whether it refuses what breaks it, instead of warning only. */
  readonly isEnforced: boolean;
  /** The Kubernetes minor of the cluster, if it is known. */
  readonly kubernetesVersion?: string;
}

/** Judges objects of one policy, with the conditions made once. */
export class PolicyJudge {
  private readonly asked: ReadonlyArray<{ readonly rule: PolicyRule; readonly condition: Condition }>;

  constructor(private readonly policy: JudgedPolicy, table: readonly PolicyRule[] = POLICY_RULES) {
    this.asked = table.flatMap((rule) => {
      const condition = rule.isMendedByDefaults && policy.settings.hasDefaultLimits ? undefined : rule.condition(policy.settings);
      return condition ? [{ rule, condition }] : [];
    });
  }

  /** Why the policy, or Pod Security after it, would refuse an object or the pods that are made of it. */
  judge(object: KubeObject): CodedTrouble[] {
    const pod = podPath(object);
    const troubles: CodedTrouble[] = [];
    const told = new Set<string>();
    for (const { rule, condition } of this.asked) {
      const path = rule.of === 'pod' ? pod : (rule.kinds.includes(object.kind as PolicyKind) ? ['spec'] : undefined);
      if (!path) { continue; }
      const breaches = condition.breaches(memberAt(object, path));
      if (breaches.length === 0) { continue; }
      rule.podSecurity?.forEach((check) => told.add(check));
      troubles.push(...breaches.map((breach) => this.trouble(rule, object, path, breach)));
    }
    return pod ? [...troubles, ...this.byPodSecurity(object, pod, told)] : troubles;
  }

  private trouble(rule: PolicyRule, { kind }: KubeObject, path: readonly PathSegment[], { at, value }: Breach): CodedTrouble {
    const { name, settings, isEnforced } = this.policy;
    const place = [...path, ...at];
    // What makes pods later may do so where a LimitRange is that this app does not have.
    const isSure = isEnforced && (kind === 'Pod' || !rule.isMendedByDefaults);
    return {
      code: rule.code,
      severity: isSure ? FindingSeverity.ERROR : FindingSeverity.WARNING,
      message: `${formatPath(place)} is ${value === undefined ? 'not set' : show(value)}, but by admission policy '${name}' ${rule.says(settings)}`,
      remedy: rule.remedy,
      // What is missing is nowhere: the object that lacks it is.
      at: value === undefined ? place.slice(0, -1) : place,
    };
  }

  /** What a rule has told of needs no second finding. */
  private byPodSecurity(object: KubeObject, path: readonly PathSegment[], told: ReadonlySet<string>): CodedTrouble[] {
    const { settings: { podSecurity: level }, kubernetesVersion } = this.policy;
    if (!level) { return []; }
    const pod = { metadata: memberAt(object, [...path.slice(0, -1), 'metadata']), spec: memberAt(object, path) };
    return podSecurityViolations(pod, { level, version: 'latest', kubernetesVersion }).filter(({ check }) => !told.has(check)).map((violation) => ({
      code: POD_SECURITY,
      // The labels of a namespace refuse, whatever becomes of what breaks the policy.
      severity: FindingSeverity.ERROR,
      message: `${formatPath(path.slice(0, -1))}${path.length > 1 ? '.' : ''}${violation.path}: ${violation.message}`,
      at: path,
    }));
  }
}

/** Where the pod is that an object is or describes. */
function podPath({ apiVersion, kind }: KubeObject): readonly string[] | undefined {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (Object.hasOwn(WORKLOADS, kind)) {
    const { apiGroup, template } = WORKLOADS[kind];
    return apiGroup === group ? [...template, 'spec'] : undefined;
  }
  const subject = Object.hasOwn(SUBJECTS, kind) ? SUBJECTS[kind as PolicyKind] : undefined;
  return subject?.apiGroup === group ? subject.pod : undefined;
}
