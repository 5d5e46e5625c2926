/** Requirements on the end of claims and sandboxes. */
import { AdmissionRule } from '../admission-rule';
import { or } from '../cel-expression';
import { atMost, Condition, has, memberAt, oneOf, required, whenGiven, whenTrue } from '../conditions';
import { AdmissionKind } from '../matched-kinds';
import { Given, isParameter, known } from '../parameter';
import { writtenByPeople } from '../requests';

const ENDING: readonly AdmissionKind[] = ['Sandbox', 'SandboxClaim'];

const SHUTDOWN_TIME: Readonly<Record<string, readonly string[]>> = {
  Sandbox: ['spec', 'shutdownTime'],
  SandboxClaim: ['spec', 'lifecycle', 'shutdownTime'],
};

const CREATED = ['metadata', 'creationTimestamp'];

/** The end is at most so many seconds after the creation, as far as both are there. */
function endsWithin(seconds: Given<number>, end: readonly string[]): Condition {
  return {
    violations: (given) => {
      const [ends, created] = [end, CREATED].map((path) => memberAt(given, path));
      const isLate = Date.parse(String(ends)) > Date.parse(String(created)) + known(seconds) * 1000;
      return isLate ? [{ path: end, value: ends }] : [];
    },
    cel: (given) => {
      const [ends, created] = [end, CREATED].map((path) => `timestamp(${[given, ...path].join('.')})`);
      const missing = [end, CREATED].flatMap((path) => has(given, path).map((step) => `!${step}`));
      const most = isParameter(seconds) ? `string(${seconds.cel}) + 's'` : `'${seconds}s'`;
      return or(...missing, `${ends} <= ${created} + duration(${most})`);
    },
  };
}

export const LIFETIME_RULES: readonly AdmissionRule[] = [
  {
    code: 'ASB372',
    kinds: ENDING,
    judges: 'object',
    requirement: (_, kind) => `${kind === 'Sandbox' ? 'sandboxes' : 'claims'} must have an end`,
    remedy: "set 'shutdownTime'",
    condition: ({ requireShutdownTime, maxLifetime }, kind) => {
      const end = required(SHUTDOWN_TIME[kind].join('.'));
      if (kind === 'Sandbox') {
        return whenGiven(maxLifetime, () => writtenByPeople('!has(oldObject.spec.shutdownTime)', end));
      }
      // Tenants with a longest life say so in both parameters.
      const isRequired = isParameter(requireShutdownTime)
        ? requireShutdownTime
        : requireShutdownTime || maxLifetime !== undefined;
      return whenTrue(isRequired, () => end);
    },
  },
  {
    code: 'ASB384',
    kinds: ENDING,
    judges: 'object',
    requirement: ({ maxLifetime }) => `it must end at most ${maxLifetime} seconds after its creation`,
    remedy: "bring 'shutdownTime' forward",
    condition: ({ maxLifetime }, kind) => whenGiven(maxLifetime, (most) => endsWithin(most, SHUTDOWN_TIME[kind])),
  },
  {
    code: 'ASB393',
    kinds: ['SandboxClaim'],
    judges: 'object',
    requirement: ({ maxTimeToLive }) => `claims must have a time to live of at most ${maxTimeToLive} seconds`,
    remedy: "set 'ttlAfterFinished', or give the tenant 'claimDefaults'",
    remedyInFile: "set 'ttlSecondsAfterFinished'",
    condition: ({ maxTimeToLive }) => whenGiven(
      maxTimeToLive, (most) => required('spec.lifecycle.ttlSecondsAfterFinished', atMost(most)),
    ),
  },
  {
    code: 'ASB394',
    kinds: ['SandboxClaim'],
    judges: 'object',
    requirement: () => 'claims must be deleted when they expire',
    remedy: "set 'shutdownPolicy' to ClaimShutdownPolicy.DELETE, or give the tenant 'claimDefaults'",
    remedyInFile: "set 'shutdownPolicy' to Delete or DeleteForeground",
    condition: ({ requireClaimDeletion }) => whenTrue(
      requireClaimDeletion, () => required('spec.lifecycle.shutdownPolicy', oneOf(['Delete', 'DeleteForeground'])),
    ),
  },
];
