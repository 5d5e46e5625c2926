import { IConstruct } from 'constructs';

/**
 * Asks all constructs of an app, once, whether they are complete.
 *
 * @throws with all that they say, as cdk8s tells it
 */
export function validate(app: IConstruct): void {
  const errors: string[] = [];
  for (const { node } of app.node.findAll()) {
    for (const error of node.validate()) { errors.push(`[${node.path}] ${error}`); }
  }
  if (errors.length > 0) { throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`); }
}
