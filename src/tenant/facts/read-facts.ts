import { checkValues } from './check-values';
import { digestOf } from './digest';
import { FACTS_FORMAT, FactsDocument, FIRST_FORMAT } from './facts-document';
import { factsSchema } from './facts-schema';
import { shown } from '../../checks/forms';
import { formatPath, walk, withPath } from '../../judge/schema';
import { inObject } from '../../kubernetes/read-json';

/** Faults of a file that a message names. */
const MOST_NAMED = 5;

/**
 * Reads the facts of a tenant.
 *
 * @param source names the text in errors, such as the path of its file
 * @throws when it is no JSON, has another format, a field is missing, unknown or malformed, or something was changed
 */
export function readFacts(text: string, source: string): FactsDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${source}: no JSON: ${(error as Error).message}`);
  }
  const { tenantFacts: format } = inObject(value);
  if (format === undefined) {
    throw new Error(`${source}: no facts of a tenant: it has no 'tenantFacts'; give the file that the platform writes `
      + "with 'factsFile' of SandboxTenant");
  }
  if (format !== FACTS_FORMAT && format !== FIRST_FORMAT) {
    const isNewer = typeof format === 'number' && format > FACTS_FORMAT;
    throw new Error(`${source}: 'tenantFacts' is ${shown(format)}, and format ${FACTS_FORMAT} is known here; `
      + (isNewer ? 'use the version of cdk8s-agent-sandbox that wrote it' : 'have the platform write it anew'));
  }
  const faults = [...nullsIn(value), ...walk(value, factsSchema(format)).violations.map(withPath)];
  if (faults.length > 0) {
    const rest = faults.length - MOST_NAMED;
    throw new Error(`${source}: ${faults.slice(0, MOST_NAMED).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}; have `
      + 'the platform write it with the same version of cdk8s-agent-sandbox');
  }
  const facts = value as FactsDocument;
  if (format !== FIRST_FORMAT && facts.digest !== digestOf(facts)) {
    throw new Error(`${source}: 'digest' is not that of its content: it was changed after the platform wrote it; ask `
      + 'the platform for the change, and have it write the file anew');
  }
  checkValues(facts, source);
  return facts;
}

/** The walk drops nulls, as the API server does: a bound that is null would be none. */
function nullsIn(value: unknown, path: Array<string | number> = []): string[] {
  if (value === null) { return [`${formatPath(path)}: is null`]; }
  if (typeof value !== 'object') { return []; }
  return Object.entries(value).flatMap(([key, each]) => (
    nullsIn(each, [...path, Array.isArray(value) ? Number(key) : key])));
}
