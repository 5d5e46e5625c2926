import { Finding, FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { nameOfObject } from '../../kubernetes/object-name';
import type { PathSegment } from '../schema';

/** A finding about an object, and where in it. */
export interface Located {
  readonly finding: Finding;
  /** Empty when it is about the object as a whole. */
  readonly path: readonly PathSegment[];
  /** The remedy in the words of manifests, where they are others. */
  readonly remedyInFile?: string;
  /** The RuntimeClass for want of which it was found. */
  readonly wants?: string;
}

const EVERYWHERE: readonly PathSegment[] = [];

/** A trouble as a finding about an object. */
export function located(code: string, severity: FindingSeverity, trouble: Trouble, object: KubeObject): Located {
  const { message, remedy, path = EVERYWHERE, wants, remedyInFile } = trouble;
  return {
    finding: { code, severity, message, ...(remedy !== undefined && { remedy }), object: nameOfObject(object) },
    path,
    ...(remedyInFile !== undefined && { remedyInFile }),
    ...(wants !== undefined && { wants }),
  };
}
