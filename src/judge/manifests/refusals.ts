import { FindingSeverity } from '../../findings/finding';
import type { Located } from '../rules/located';

/** Codes of what the API server refuses before it evaluates admission policies. */
const BEFORE_POLICIES: ReadonlySet<string> = new Set(['ASB102', 'ASB103']);

/** Whether the API server refuses the object before anything else is asked. */
export function isRefusal({ finding: { code } }: Located): boolean {
  return BEFORE_POLICIES.has(code);
}

/** Codes of what admission policies say of an object: that it is not allowed, or that an expression fails on it. */
const OF_POLICIES: ReadonlySet<string> = new Set(['ASB104', 'ASB105']);

/** Whether an admission policy refuses it, so that it is not stored and counts in no quota. */
export function isRefusedByPolicy({ finding: { code, severity } }: Located): boolean {
  return OF_POLICIES.has(code) && severity === FindingSeverity.ERROR;
}
