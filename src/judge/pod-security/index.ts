/**
 * The Pod Security Standards: what a namespace's `pod-security.kubernetes.io` labels let in.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
import { BASELINE } from './baseline';
import { Allowed, PodSecurityCheck, PodSecurityLevel, Problem } from './check';
import { PodView } from './pod';
import { RESTRICTED } from './restricted';

export type { PodSecurityCheck, PodSecurityLevel } from './check';

/** All checks, those of baseline first, each level by id: the order in which Kubernetes reports them. */
export const POD_SECURITY_CHECKS: readonly PodSecurityCheck[] = [...BASELINE, ...RESTRICTED];

/** The policy that a pod is judged by. */
export interface PodSecurityPolicy {
  readonly level: PodSecurityLevel;
  /** The version of the policy: a minor of Kubernetes such as `1.36`, or `latest`. */
  readonly version: string;
  /**
   * The minor of the cluster, such as `1.36`. A cluster knows no policy newer than itself: it takes its own.
   * @default - as new as the newest policy here
   */
  readonly kubernetesVersion?: string;
}

export interface PodSecurityViolation {
  /** Id of the check, such as `privileged`. */
  readonly check: string;
  /** The path in the pod, such as `spec.containers[0].securityContext.privileged`, of a missing field too. */
  readonly path: string;
  /** The violation and the change that mends it. */
  readonly message: string;
}

/** The parts of a pod that the standards are about: JSON as in a manifest. */
export interface PodManifest {
  readonly metadata?: unknown;
  readonly spec?: unknown;
}

/**
 * Why Pod Security admission would refuse the pod; empty if it would not.
 *
 * @throws when the level or a version is not one
 */
export function podSecurityViolations(pod: PodManifest, policy: PodSecurityPolicy): PodSecurityViolation[] {
  const minor = Math.min(policyMinor(policy), NEWEST);
  const key = `${policy.level} ${minor}`;
  let judge = compiled.get(key);
  if (!judge) { compiled.set(key, judge = podSecurityJudge(POD_SECURITY_CHECKS, policy)); }
  return judge.violations(pod);
}

/** Sorting the table out takes longer than judging a pod, and there are few policies. */
const compiled = new Map<string, PodSecurityJudge>();

export interface PodSecurityJudge {
  /** The checks that a pod is put to. */
  readonly checks: readonly PodSecurityCheck[];
  violations(pod: PodManifest): PodSecurityViolation[];
}

/**
 * Judges pods by one policy of a table of checks.
 *
 * @throws when the level or a version is not one
 */
export function podSecurityJudge(table: readonly PodSecurityCheck[], policy: PodSecurityPolicy): PodSecurityJudge {
  const minor = policyMinor(policy);
  const current = table.filter(({ level, since, until }) => (
    since <= minor && (until === undefined || minor < until) && (level === 'baseline' || policy.level === 'restricted')
  ));
  const replaced = new Set(current.map(({ replaces }) => replaces));
  const checks = current.filter(({ id }) => !replaced.has(id));
  const rows = checks.map((check) => ({
    ...check,
    allowed: new Allowed(check.allows ?? {}, minor),
    isWindowsExempt: check.exemptsWindows !== undefined && check.exemptsWindows <= minor,
    areUserNamespacesExempt: check.exemptsUserNamespaces !== undefined && check.exemptsUserNamespaces <= minor,
  }));
  return {
    checks,
    violations: ({ metadata, spec }) => {
      const pod = new PodView(metadata, spec);
      const found: PodSecurityViolation[] = [];
      const problems: Problem[] = [];
      for (const { id, level, check, allowed, isWindowsExempt, areUserNamespacesExempt } of rows) {
        if ((isWindowsExempt && pod.isWindows) || (areUserNamespacesExempt && pod.hasUserNamespace)) { continue; }
        check(pod, allowed, problems);
        if (problems.length === 0) { continue; }
        for (const { path, what, change } of problems.splice(0)) {
          found.push({ check: id, path, message: `${what}, which Pod Security ${level} does not allow; ${change}` });
        }
      }
      return found;
    },
  };
}

/** From here on every policy is the same, as far as is known. */
const NEWEST = Math.max(
  ...POD_SECURITY_CHECKS.flatMap(({ since, exemptsWindows = 0, exemptsUserNamespaces = 0, allows = {} }) => [
    since,
    exemptsWindows,
    exemptsUserNamespaces,
    ...Object.values(allows),
  ]),
);

function policyMinor({ level, version, kubernetesVersion = 'latest' }: PodSecurityPolicy): number {
  if (level !== 'baseline' && level !== 'restricted') {
    throw new Error(
      `Pod Security level '${String(level)}' is not one that forbids something; give 'baseline' or 'restricted'`,
    );
  }
  return Math.min(minorOf('Pod Security version', version), minorOf('Kubernetes version', kubernetesVersion));
}

const MINOR = /^v?1\.(0|[1-9]\d*)$/;

function minorOf(what: string, version: string): number {
  if (version === 'latest') { return Infinity; }
  const [, minor] = MINOR.exec(version) ?? [];
  if (minor === undefined) {
    throw new Error(`${what} '${version}' is not a minor of Kubernetes; give, for example, '1.36', or 'latest'`);
  }
  return Number(minor);
}
