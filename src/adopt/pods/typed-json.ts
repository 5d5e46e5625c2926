import { isObject } from './pod-values';
import { call, Code, list, literal, object } from '../code/expression';

/** Fields whose members are amounts, and fields that are one. */
const AMOUNTS: ReadonlySet<string> = new Set(['limits', 'requests', 'overhead']);
const AMOUNT: ReadonlySet<string> = new Set(['sizeLimit', 'divisor']);

/** Fields of Kubernetes as the types of the namespace `k8s` want them: amounts and ports are objects of their own. */
export function typed(value: unknown, key = '', parent = ''): Code {
  if (AMOUNTS.has(parent) || AMOUNT.has(key)) { return scalar('k8s.Quantity', value); }
  if (key === 'port' && parent !== 'grpc') { return scalar('k8s.IntOrString', value); }
  if (Array.isArray(value)) { return list(value.map((each) => typed(each, '', key))); }
  return isObject(value)
    ? object(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typed(each, name, key)])))
    : literal(value);
}

function scalar(type: string, value: unknown): Code {
  if (typeof value === 'number') { return call(`${type}.fromNumber`, literal(value)); }
  return typeof value === 'string' ? call(`${type}.fromString`, literal(value)) : literal(value);
}
