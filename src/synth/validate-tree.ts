import { IConstruct } from 'constructs';

/**
 * Asks all constructs of an app, once, whether they are complete.
 *
 * @param constructs all of the app, each before its children
 * @throws with all that they say, as cdk8s tells it
 */
export function validate(constructs: readonly IConstruct[]): void {
  const errors: string[] = [];
  for (const { node } of constructs) {
    for (const error of node.validate()) { errors.push(`[${node.path}] ${error}`); }
  }
  if (errors.length > 0) { throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`); }
}
