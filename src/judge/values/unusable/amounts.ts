/** Amounts in a unit that nobody means. */
import type { TakeValue } from './value';
import type { PathSegment } from '../../../kubernetes/json-path';
import { compareQuantities, inUnitsOf, parseQuantity } from '../../../kubernetes/quantity';
import { shown } from '../../schema/violation';

const BINARY_OR_LARGE = /(?:[KMGTPE]i|[kMGTPE])$/;
/** runc does not start a container with less memory. */
const LEAST_MEMORY = parseQuantity('1Mi')!;

/** The amount of a container. */
export function inAmount(name: string, amount: unknown, path: readonly PathSegment[], report: TakeValue): void {
  if (name === 'cpu') {
    if (typeof amount === 'string' && BINARY_OR_LARGE.test(amount)) {
      report({
        code: 'ASB261',
        path,
        message: `${shown(amount)} is more CPUs than any node has: units such as Gi and M are those of memory`,
        remedy: "use CPUs, such as 2, or thousandths of one, such as '500m'",
      });
    }
    return;
  }
  inBytes(amount, path, report);
  if (name !== 'memory' || path[1] !== 'limits') { return; }
  const bytes = parseQuantity(amount);
  if (bytes && inUnitsOf(-3, bytes) % 1000n === 0n && inUnitsOf(0, bytes) > 0n
    && compareQuantities(bytes, LEAST_MEMORY) < 0) {
    report({
      code: 'ASB261',
      path,
      message: `a limit of ${String(inUnitsOf(0, bytes))} bytes is too little for any container to start`,
      remedy: "give the unit, such as '512Mi'",
    });
  }
}

/** Whole bytes are meant: `m` is a thousandth. */
export function inBytes(amount: unknown, path: readonly PathSegment[], report: TakeValue): void {
  // Most amounts end in a unit, or have no fraction.
  if (
    typeof amount === 'string' ? !/[munM.]|e-|E-/.test(amount) || /^\d+Mi?$/.test(amount) : Number.isInteger(amount)
  ) {
    return;
  }
  const bytes = parseQuantity(amount);
  if (!bytes) { return; }
  const unit = typeof amount === 'string' ? /[mun]$/.exec(amount)?.[0] : undefined;
  if (unit === undefined && inUnitsOf(-3, bytes) % 1000n === 0n) { return; }
  report({
    code: 'ASB261',
    path,
    message: unit === 'm'
      ? `${shown(amount)} is thousandths of a byte: the unit m is milli`
      : `${shown(amount)} is not a whole number of bytes`,
    remedy: unit === 'm' ? `use Mi, such as '${String(amount).slice(0, -1)}Mi'` : "use a unit, such as '512Mi'",
  });
}
