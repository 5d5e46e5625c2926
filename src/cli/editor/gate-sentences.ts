import { CLAIM_GATES, GatedField, GATES, NEWEST_GATES, POD_GATES } from '../../kubernetes/feature-gates';
import { CoreTypes } from '../../kubernetes/types/core-types';
import type { StructuralSchema } from '../../kubernetes/types/structural-schema';

/** Which Kubernetes keeps a field, by type and field. */
export type GateSentences = ReadonlyMap<string, ReadonlyMap<string, string>>;

const CONTAINER_LISTS = ['initContainers', 'containers'];

/** A sentence for each field that a feature gate of the API server turns off, from the table of gates. */
export function gateSentences(core: CoreTypes): GateSentences {
  const found = new Map<string, Map<string, string>>();
  note('PodSpec', POD_GATES.flatMap((gated) => pathsOf(gated).map((path) => [path.slice(1), gated] as const)));
  note('PersistentVolumeClaimSpec', CLAIM_GATES.flatMap((gated) => (
    pathsOf(gated).map((path) => [path, gated] as const)
  )));
  return found;

  function note(root: string, fields: ReadonlyArray<readonly [path: readonly string[], gated: GatedField]>): void {
    for (const [path, gated] of fields) {
      const type = holderOf(root, path.slice(0, -1));
      const name = path[path.length - 1];
      if (type === undefined || !core.schema(type).properties?.[name]) { continue; }
      const ofType = found.get(type) ?? new Map<string, string>();
      found.set(type, ofType);
      const sentence = sentenceOf(gated);
      const before = ofType.get(name);
      if (!before?.includes(sentence)) { ofType.set(name, before === undefined ? sentence : `${before} ${sentence}`); }
    }
  }

  /** The type of the object at a path, if it is one of Kubernetes. */
  function holderOf(root: string, path: readonly string[]): string | undefined {
    let schema: StructuralSchema | undefined = core.schema(root);
    let type: string | undefined = root;
    for (const name of path) {
      const field: StructuralSchema | undefined = schema?.properties?.[name];
      schema = field?.items ?? field;
      type = schema && core.typeOf(schema);
      if (type !== undefined) { schema = core.schema(type); }
    }
    return type;
  }
}

/** The paths of a gated field, without marks of lists. */
function pathsOf({ fields }: GatedField): string[][] {
  return fields
    .flatMap((field) => (field.includes('*') ? CONTAINER_LISTS.map((list) => field.replace('*', list)) : [field]))
    .map((field) => field.replaceAll('[]', '').split('.'));
}

function sentenceOf({ gate, isFree, about }: GatedField): string {
  const since: number | undefined = GATES[gate];
  // Where some values need no gate, the table says which do.
  const what = isFree && about !== '' ? about.replaceAll('`', '') : 'it';
  return since === undefined
    ? `No Kubernetes to 1.${NEWEST_GATES} keeps ${what} by default: feature gate ${gate} is off.`
    : `Kubernetes keeps ${what} from 1.${since} on (feature gate ${gate}).`;
}
