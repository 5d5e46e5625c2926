import { IConstruct } from 'constructs';

/**
 * Runs the validations of all constructs of an app, each once.
 *
 * @param constructs all of the app, parents before children
 * @throws one error with all messages, in the form of cdk8s
 */
export function validate(constructs: readonly IConstruct[]): void {
  const errors: string[] = [];
  for (const { node } of constructs) {
    for (const error of node.validate()) { errors.push(`[${node.path}] ${error}`); }
  }
  if (errors.length > 0) { throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`); }
}
