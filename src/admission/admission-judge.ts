import { AdmissionRule } from './admission-rule';
import { AdmissionSettings } from './admission-settings';
import { Condition, ConditionViolation, memberAt } from './conditions';
import { AdmissionKind, MATCHED_KINDS } from './matched-kinds';
import { ADMISSION_RULES } from './rules/index';
import { FindingSeverity } from '../findings/finding';
import type { CodedTrouble } from '../findings/trouble';
import { podSecurityViolations } from '../judge/pod-security/index';
import { shown } from '../judge/schema/violation';
import { apiGroupOf } from '../kubernetes/api-group';
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

interface JudgedRule {
  readonly rule: AdmissionRule;
  readonly condition: Condition;
}

/** What a rule has read of settings when it made a condition. */
interface Made {
  readonly read: ReadonlyMap<keyof AdmissionSettings, unknown>;
  readonly condition: Condition | undefined;
}

/** The last condition of each rule and kind: an app may have a thousand policies that differ in one setting. */
const MADE = new WeakMap<AdmissionRule, Map<AdmissionKind, Made>>();

function conditionOf(rule: AdmissionRule, settings: AdmissionSettings, kind: AdmissionKind): Condition | undefined {
  let byKind = MADE.get(rule);
  if (!byKind) { MADE.set(rule, byKind = new Map()); }
  const last = byKind.get(kind);
  if (last && [...last.read].every(([name, value]) => settings[name] === value)) { return last.condition; }
  const read = new Map<keyof AdmissionSettings, unknown>();
  const recorded = new Proxy(settings, {
    get: (target, name: keyof AdmissionSettings) => {
      read.set(name, target[name]);
      return target[name];
    },
  });
  const condition = rule.condition(recorded, kind);
  byKind.set(kind, { read, condition });
  return condition;
}

/** Judges objects by one admission policy, whose conditions are made once. */
export class AdmissionJudge {
  private readonly byKind = new Map<AdmissionKind, readonly JudgedRule[]>();

  constructor(
    private readonly policy: JudgedAdmissionPolicy,
    private readonly table: readonly AdmissionRule[] = ADMISSION_RULES,
  ) {}

  /**
   * Reasons for which the admission policy, or Pod Security after it, would refuse an object or the pods made from
   * it.
   */
  judge(object: KubeObject): CodedTrouble[] {
    const pod = podPath(object);
    const kind = kindOf(object, pod);
    if (!kind) { return []; }
    const troubles: CodedTrouble[] = [];
    const reported = new Set<string>();
    for (const { rule, condition } of this.rulesOf(kind)) {
      const path = judgedPath(rule, kind, pod);
      if (!path) { continue; }
      const violations = condition.violations(memberAt(object, path));
      if (violations.length === 0) { continue; }
      rule.podSecurity?.forEach((check) => reported.add(check));
      troubles.push(...violations.map((violation) => this.trouble(rule, object, kind, path, violation)));
    }
    return pod ? [...troubles, ...this.byPodSecurity(object, pod, reported)] : troubles;
  }

  private rulesOf(kind: AdmissionKind): readonly JudgedRule[] {
    const known = this.byKind.get(kind);
    if (known) { return known; }
    const { settings } = this.policy;
    const rules = this.table.flatMap((rule) => {
      // Missing limits of a template are missing in its pods.
      if (!rule.kinds.includes(kind) && !(rule.isMendedByDefaults && MATCHED_KINDS[kind].pod)) { return []; }
      const condition =
        rule.isMendedByDefaults && settings.hasDefaultLimits ? undefined : conditionOf(rule, settings, kind);
      return condition ? [{ rule, condition }] : [];
    });
    this.byKind.set(kind, rules);
    return rules;
  }

  private trouble(
    rule: AdmissionRule,
    object: KubeObject,
    kind: AdmissionKind,
    judged: readonly PathSegment[],
    { path: rest, value }: ConditionViolation,
  ): CodedTrouble {
    const { name, settings, isEnforced } = this.policy;
    const path = [...judged, ...rest];
    // A LimitRange outside this app may add the limits when the pods are created.
    const isSure = isEnforced && !rule.dependsOnAccount && (object.kind === 'Pod' || !rule.isMendedByDefaults);
    return {
      code: rule.code,
      severity: isSure ? FindingSeverity.ERROR : FindingSeverity.WARNING,
      message: `${formatPath(path)} is ${value === undefined ? 'not set' : shown(value)}, but by admission policy `
        + `'${name}' ${rule.requirement(settings, kind)}`,
      remedy: rule.remedy,
      // A missing field has no position, its parent has.
      path: value === undefined ? path.slice(0, -1) : path,
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
        path,
      }));
  }
}

/** The kind by whose rules an object is judged: workloads of Kubernetes by those of their pods. */
function kindOf({ apiVersion, kind }: KubeObject, pod: readonly string[] | undefined): AdmissionKind | undefined {
  if (Object.hasOwn(MATCHED_KINDS, kind) && MATCHED_KINDS[kind as AdmissionKind].apiGroup === apiGroupOf(apiVersion)) {
    return kind as AdmissionKind;
  }
  return pod ? 'Pod' : undefined;
}

/** JSON path of the part that a rule judges. */
function judgedPath({ judges }: AdmissionRule, kind: AdmissionKind, pod: readonly string[] | undefined) {
  switch (judges) {
    case 'pod': return pod;
    case 'podMetadata': return pod ? [...pod.slice(0, -1), 'metadata'] : MATCHED_KINDS[kind].podMetadata;
    case 'spec': return ['spec'];
    case 'object': return [];
  }
}

/** JSON path of the pod that an object is or describes. */
function podPath({ apiVersion, kind }: KubeObject): readonly string[] | undefined {
  const group = apiGroupOf(apiVersion);
  if (Object.hasOwn(WORKLOADS, kind)) {
    const { apiGroup, template } = WORKLOADS[kind];
    return apiGroup === group ? [...template, 'spec'] : undefined;
  }
  const subject = Object.hasOwn(MATCHED_KINDS, kind) ? MATCHED_KINDS[kind as AdmissionKind] : undefined;
  return subject?.apiGroup === group ? subject.pod : undefined;
}
