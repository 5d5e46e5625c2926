import { FindingSeverity } from '../../findings/finding';
import type { Located } from '../rules/located';

/** Codes of what the API server refuses before it evaluates admission policies. */
const BEFORE_POLICIES: ReadonlySet<string> = new Set(['ASB102', 'ASB103']);

/** Whether the API server refuses the object before anything else is asked. */
export function isRefusal({ finding: { code } }: Located): boolean {
  return BEFORE_POLICIES.has(code);
}

/** Whether an admission policy refuses it. */
export function isRefusedByPolicy({ finding: { code, severity } }: Located): boolean {
  return code === 'ASB104' && severity === FindingSeverity.ERROR;
}
