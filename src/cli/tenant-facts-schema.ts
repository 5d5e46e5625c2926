import type { JsonSchema } from './json-schema';
import type { StructuralSchema } from '../kubernetes/types/structural-schema';
import { factsSchema } from '../tenant/facts/facts-schema';

/** The JSON Schema (draft 7) of the facts of a tenant. */
export function factsJsonSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    description: 'What a platform tells the team of a tenant.',
    ...closed(factsSchema()),
  };
}

/** Without members that are not named. */
function closed({ properties, items, additionalProperties = {}, ...rest }: StructuralSchema): JsonSchema {
  return {
    ...rest,
    ...(items && { items: closed(items) }),
    ...(rest.type === 'object' && { additionalProperties: properties ? false : closed(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, closed(each)])),
    }),
  };
}
