import { literal, make, name, object } from './code/expression';
import type { Unit } from './code/statement';
import { differences } from './differences';
import { metadataOf } from './metadata';
import { correct } from './proposal';
import type { ConstructNames, Section } from './section';
import type { KubeObject } from '../kubernetes/kube-object';

/**
 * An object as it is, for which there is no construct.
 *
 * @throws when cdk8s cannot print it
 */
export function plainUnit(
  section: Section, given: KubeObject, { id, variable }: ConstructNames, comment?: string,
): Unit {
  const { apiVersion, kind, metadata: _, ...rest } = given;
  const statement = {
    ...(comment !== undefined && { comment }),
    variable,
    expression: make('ApiObject', name(section.chart), literal(id), object({
      apiVersion: literal(apiVersion),
      kind: literal(kind),
      metadata: metadataOf(given, section),
      ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, literal(value)])),
    })),
  };
  try {
    section.run([statement]);
    const [{ object: printed }] = section.printed(variable);
    const steps = differences(printed, given)!;
    // JSON patches refuse to write this one.
    if (steps.some(({ pointer }) => pointer.includes('/__proto__'))) { throw new Error("it has a member '__proto__'"); }
    return { statements: [statement, ...correct(variable, steps)] };
  } catch (error) {
    section.drop(variable, section.chart, id);
    throw error;
  }
}
