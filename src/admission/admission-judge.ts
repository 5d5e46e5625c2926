import { AdmissionSettings } from './admission-settings';
import { Condition, ConditionViolation, memberAt } from './conditions';
import { AdmissionKind, MATCHED_KINDS } from './matched-kinds';
import { ADMISSION_RULES, AdmissionRule } from './rules';
import { FindingSeverity } from '../findings/finding';
import type { CodedTrouble } from '../findings/trouble';
import { podSecurityViolations } from '../judge/pod-security/index';
import { shown } from '../judge/schema/violation';
import { formatPath, PathSegment } from '../kubernetes/json-path';
import type { KubeObject } from '../kubernetes/kube-object';
import { WORKLOADS } from '../kubernetes/pod-templates';

/** Code of a pod that Pod Security refuses by the labels of its namespace. */
const POD_SECURITY = 'ASB370';

/** An admission policy, as far as judging needs it. */
export interface JudgedAdmissionPolicy {
  /** Its name in messages. */
  readonly name: string;
  readonly settings: AdmissionSettings;
  /** Whether it refuses objects, instead of warning only. */
  readonly isEnforced: boolean;
  /** The Kubernetes minor of the cluster, if it is known. */
  readonly kubernetesVersion?: string;
}

/** Judges objects by one admission policy, whose conditions are made once. */
export class AdmissionJudge {
  private readonly rules: ReadonlyArray<{ readonly rule: AdmissionRule; readonly condition: Condition }>;

  constructor(
    private readonly policy: JudgedAdmissionPolicy,
    table: readonly AdmissionRule[] = ADMISSION_RULES,
  ) {
    this.rules = table.flatMap((rule) => {
      const condition =
        rule.isMendedByDefaults && policy.settings.hasDefaultLimits ? undefined : rule.condition(policy.settings);
      return condition ? [{ rule, condition }] : [];
    });
  }

  /**
   * Reasons for which the admission policy, or Pod Security after it, would refuse an object or the pods made from
   * it.
   */
  judge(object: KubeObject): CodedTrouble[] {
    const pod = podPath(object);
    const troubles: CodedTrouble[] = [];
    const reported = new Set<string>();
    for (const { rule, condition } of this.rules) {
      const path =
        rule.judges === 'pod' ? pod : rule.kinds.includes(object.kind as AdmissionKind) ? ['spec'] : undefined;
      if (!path) {
        continue;
      }
      const violations = condition.violations(memberAt(object, path));
      if (violations.length === 0) {
        continue;
      }
      rule.podSecurity?.forEach((check) => reported.add(check));
      troubles.push(...violations.map((violation) => this.trouble(rule, object, path, violation)));
    }
    return pod ? [...troubles, ...this.byPodSecurity(object, pod, reported)] : troubles;
  }

  private trouble(
    rule: AdmissionRule,
    { kind }: KubeObject,
    judged: readonly PathSegment[],
    { path: rest, value }: ConditionViolation,
  ): CodedTrouble {
    const { name, settings, isEnforced } = this.policy;
    const path = [...judged, ...rest];
    // A LimitRange outside this app may add the limits when the pods are created.
    const isSure = isEnforced && (kind === 'Pod' || !rule.isMendedByDefaults);
    return {
      code: rule.code,
      severity: isSure ? FindingSeverity.ERROR : FindingSeverity.WARNING,
      message: `${formatPath(path)} is ${value === undefined ? 'not set' : shown(value)}, but by admission policy `
        + `'${name}' ${rule.requirement(settings)}`,
      remedy: rule.remedy,
      // A missing field has no position, its parent has.
      at: value === undefined ? path.slice(0, -1) : path,
    };
  }

  /** Violations of Pod Security that no rule of the admission policy has reported. */
  private byPodSecurity(
    object: KubeObject,
    path: readonly PathSegment[],
    reported: ReadonlySet<string>,
  ): CodedTrouble[] {
    const {
      settings: { podSecurity: level },
      kubernetesVersion,
    } = this.policy;
    if (!level) {
      return [];
    }
    const pod = { metadata: memberAt(object, [...path.slice(0, -1), 'metadata']), spec: memberAt(object, path) };
    return podSecurityViolations(pod, { level, version: 'latest', kubernetesVersion })
      .filter(({ check }) => !reported.has(check))
      .map((violation) => ({
        code: POD_SECURITY,
        // Pod Security refuses whatever the actions of the admission policy are.
        severity: FindingSeverity.ERROR,
        message: `${formatPath(path.slice(0, -1))}${path.length > 1 ? '.' : ''}${violation.path}: ${violation.message}`,
        at: path,
      }));
  }
}

/** JSON path of the pod that an object is or describes. */
function podPath({ apiVersion, kind }: KubeObject): readonly string[] | undefined {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (Object.hasOwn(WORKLOADS, kind)) {
    const { apiGroup, template } = WORKLOADS[kind];
    return apiGroup === group ? [...template, 'spec'] : undefined;
  }
  const subject = Object.hasOwn(MATCHED_KINDS, kind) ? MATCHED_KINDS[kind as AdmissionKind] : undefined;
  return subject?.apiGroup === group ? subject.pod : undefined;
}
