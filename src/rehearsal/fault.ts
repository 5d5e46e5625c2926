import { RefusalReason, refusalReason } from '../kubernetes/api-refusal';

/** Kinds of faults, by whether a platform breaks of them. */
export const FAULT_KINDS = {
  'refused': { breaks: true, title: 'the API server refuses an object' },
  'wrong-order': { breaks: true, title: 'an object is accepted only after later ones' },
  'webhook': { breaks: true, title: 'a webhook does not answer' },
  'controller-ended': { breaks: true, title: 'the controller ends' },
  'forbidden-request': { breaks: true, title: 'a controller lacks a permission' },
  'pod-refused': { breaks: true, title: 'a controller is refused a pod or what belongs to it' },
  'quota': { breaks: true, title: 'a quota does not suffice' },
  'missing': { breaks: true, title: 'something that pods need does not exist' },
  'not-ready': { breaks: true, title: 'a sandbox, pool or claim does not become ready' },
  'lost-volume': { breaks: true, title: 'a volume claim is deleted' },
  'stale': { breaks: false, title: 'pods keep an old spec' },
  'drift': { breaks: false, title: 'the live object differs from the applied one' },
  'leftover': { breaks: false, title: 'an object stays that nothing declares' },
  'foretold-otherwise': { breaks: false, title: '`diff` foretold something else' },
} as const satisfies Readonly<Record<string, { readonly breaks: boolean; readonly title: string }>>;

export type FaultKind = keyof typeof FAULT_KINDS;

/** Something that goes wrong when a platform is applied. */
export interface Fault {
  readonly kind: FaultKind;
  /** Such as `SandboxWarmPool research/python`. */
  readonly object: string;
  /** What happens, in the words of the API server or of the controller where they have any. */
  readonly message: string;
}

/** Whether a platform breaks of a fault. */
export function breaks({ kind }: Fault): boolean {
  return FAULT_KINDS[kind].breaks;
}

const KINDS: Partial<Record<RefusalReason, FaultKind>> = { webhook: 'webhook', quota: 'quota', class: 'missing' };

/** The kind of a fault that the API server reports. */
export function kindOfRefusal(message: string, otherwise: FaultKind): FaultKind {
  const reason = refusalReason(message);
  return (reason && KINDS[reason]) ?? otherwise;
}
