/**
 * Judges the structure of objects of other projects, such as KEDA's: what the API server refuses or drops by the
 * CustomResourceDefinition of a kind, but for its rules in CEL. Versions that are not known are not judged.
 */
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { otherKindSchema, projectOf } from '../../kubernetes/types/other-kinds';
import { isCoreKind, judgeCore } from '../kubernetes-kinds';
import { Located, located } from '../rules/located';
import { Violation, ViolationKind, walk, withPath } from '../schema';
import { absenceOf } from '../schema/violation';

const NOTHING: Located[] = [];

/**
 * Projects of whose kinds only an old state is published. What one of theirs seems to lack or refuse may be new.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/reference/crds/computeclass
 */
const OLD: ReadonlySet<string> = new Set(['GKE']);

/** Whether the structure of a kind is known: one of Kubernetes itself, or of another project. */
export function hasKnownStructure(apiVersion: string, kind: string): boolean {
  return isCoreKind(apiVersion, kind) || otherKindSchema(apiVersion, kind) !== undefined;
}

/**
 * Findings about the structure of an object that is not Agent Sandbox's; none for kinds that are not known.
 *
 * @param kubernetes minor of its cluster, if it is known
 */
export function judgeStructure(object: KubeObject, kubernetes?: string): Located[] {
  const project = projectOf(object.apiVersion);
  return project === undefined ? judgeCore(object, kubernetes) : judgeOtherProject(object, project);
}

function judgeOtherProject(object: KubeObject, project: string): Located[] {
  const schema = otherKindSchema(object.apiVersion, object.kind);
  if (!schema) { return NOTHING; }
  const { violations } = walk(object, schema, { root: true });
  if (violations.length === 0) { return NOTHING; }
  return violations.map((violation) => {
    const isMistake = !OLD.has(project) && (violation.meant !== undefined || !GROWS.has(violation.kind));
    const isUnknown = violation.kind === 'unknownField';
    const unless = `${isUnknown ? 'remove' : 'change'} it, unless a newer version of ${project} takes it`;
    return located(
      isUnknown ? 'ASB101' : 'ASB102',
      isMistake ? FindingSeverity.ERROR : FindingSeverity.WARNING,
      { ...troubleOf(violation), ...(!isMistake && { remedy: unless }) },
      object,
    );
  });
}

/**
 * What newer versions of a project take and older ones do not: nobody declares which is installed. A field or value
 * that resembles a known one is a mistake.
 */
const GROWS: ReadonlySet<ViolationKind> = new Set(['unknownField', 'enum', 'maxItems', 'maxProperties', 'maxLength']);

function troubleOf(violation: Violation): Trouble {
  const { path, meant } = violation;
  return meant === undefined
    ? { message: withPath(violation), path }
    : {
      message: violation.kind === 'unknownField' ? absenceOf(path) : withPath(violation),
      remedy: `did you mean '${meant}'?`,
      path,
    };
}
