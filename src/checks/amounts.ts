import type { Size } from 'cdk8s';
import { shown } from './forms';
import type { ContainerResources } from '../kubernetes/kplus';

/** A request and a limit, before they are written out. */
interface Bounds<T> {
  readonly request?: T;
  readonly limit?: T;
}

/**
 * CPU, memory and storage as Kubernetes writes them.
 *
 * @throws when an amount is not of its unit's class, is not positive, or a request exceeds its limit
 */
export function resourceAmounts({ cpu, memory, ephemeralStorage }: ContainerResources): Amounts {
  const rows = [
    row(
      'cpu',
      cpu && { request: cpuAmount('resources.cpu', cpu.request), limit: cpuAmount('resources.cpu', cpu.limit) },
    ),
    row('memory', sizes('resources.memory', memory)),
    row('ephemeral-storage', sizes('resources.ephemeralStorage', ephemeralStorage)),
  ];
  const side = (bound: 'request' | 'limit') =>
    Object.fromEntries(rows.flatMap(({ name, bounds }) => (bounds[bound] ? [[name, bounds[bound].text]] : [])));
  return { ...nonEmpty('requests', side('request')), ...nonEmpty('limits', side('limit')) };
}

/** An amount as Kubernetes writes it, and as a number to compare. */
export interface Amount {
  readonly text: string;
  readonly value: number;
}

function row(name: string, bounds: Bounds<Amount> = {}): { name: string; bounds: Bounds<Amount> } {
  const { request, limit } = bounds;
  if (request && limit && request.value > limit.value) {
    throw new Error(
      `resources request ${request.text} of ${name}, ` +
        `more than the limit of ${limit.text}; raise the limit or lower the request`,
    );
  }
  return { name, bounds };
}

function cpuAmount(what: string, cpu: { amount: string } | undefined): Amount | undefined {
  return cpu === undefined ? undefined : amountOfCpu(what, cpu);
}

/**
 * The value is in thousandths of a core.
 *
 * @throws unless it is a positive amount of CPU; `what` names it in the user's words
 */
export function amountOfCpu(what: string, cpu: { amount: string }): Amount {
  const [, digits, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(String((cpu as { amount?: string } | null)?.amount)) ?? [];
  const value = Number(digits) * (milli ? 1 : 1000);
  if (!(value > 0)) {
    throw new Error(`${what} has ${shown(cpu?.amount ?? cpu)}; give a positive amount such as Cpu.millis(500)`);
  }
  return { text: cpu.amount, value };
}

function sizes(what: string, bounds: Bounds<Size> | undefined): Bounds<Amount> | undefined {
  return bounds && { request: sizeAmount(what, bounds.request), limit: sizeAmount(what, bounds.limit) };
}

function sizeAmount(what: string, size: Size | undefined): Amount | undefined {
  return size === undefined ? undefined : amountOfSize(what, size);
}

/**
 * The value is in kibibytes.
 *
 * @throws unless it is a positive size; `what` names it in the user's words
 */
export function amountOfSize(what: string, size: Size): Amount {
  const kibibytes = typeof size?.toKibibytes === 'function' ? size.toKibibytes() : NaN;
  if (!(kibibytes > 0)) {
    throw new Error(
      `${what} has ${shown(typeof size?.asString === 'function' ? size.asString() : size)}; ` +
        'give a positive size such as Size.mebibytes(256)',
    );
  }
  const [unit, divisor] =
    kibibytes % 1024 ** 2 === 0 ? ['Gi', 1024 ** 2] : kibibytes % 1024 === 0 ? ['Mi', 1024] : ['Ki', 1];
  return { text: `${kibibytes / (divisor as number)}${unit}`, value: kibibytes };
}

function nonEmpty(name: string, map: Record<string, string>): Record<string, Record<string, string>> {
  return Object.keys(map).length > 0 ? { [name]: map } : {};
}

/** A resource amount for the controller, as Kubernetes writes it. */
export interface Amounts {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}
