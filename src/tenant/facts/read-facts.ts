import { FACTS_FORMAT, FactsDocument } from './facts-document';
import { FACTS_SCHEMA } from './facts-schema';
import { shown } from '../../checks/forms';
import { walk, withPath } from '../../judge/schema';
import { inObject } from '../../kubernetes/read-json';

/** Faults of a file that a message names. */
const MOST_NAMED = 5;

/**
 * Reads the facts of a tenant.
 *
 * @param source names the text in errors, such as the path of its file
 * @throws when it is no JSON, has another format, or a field is missing, unknown or malformed
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
  if (format !== FACTS_FORMAT) {
    const isNewer = typeof format === 'number' && format > FACTS_FORMAT;
    throw new Error(`${source}: 'tenantFacts' is ${shown(format)}, and format ${FACTS_FORMAT} is known here; `
      + (isNewer ? 'use the version of cdk8s-agent-sandbox that wrote it' : 'have the platform write it anew'));
  }
  const { violations } = walk(value, FACTS_SCHEMA);
  if (violations.length > 0) {
    const named = violations.slice(0, MOST_NAMED).map(withPath);
    const rest = violations.length - named.length;
    const more = rest > 0 ? `; and ${rest} more` : '';
    throw new Error(`${source}: ${named.join('; ')}${more}; have the platform `
      + 'write it with the same version of cdk8s-agent-sandbox');
  }
  return value as FactsDocument;
}
