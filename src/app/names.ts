import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { atConstruct } from './construct-errors';

/** An id that is a name as it stands, as those of fleets mostly are. */
const NAME = /^[a-z\d]+(?:-[a-z\d]+)*$/;

/**
 * The name that an id stands for: kebab-case, from the id alone, so that a construct may move in the tree and its
 * object stays the same.
 *
 * @throws when the id has a character outside ASCII or none that a name can have
 */
export function nameOfId(id: string): string {
  if (NAME.test(id)) { return id; }
  const odd = /[^\x20-\x7e]/u.exec(id);
  if (odd) {
    throw new Error(
      `id '${id}' has '${odd[0]}', which no name of an object can have; use ASCII in the id, or set 'metadata.name'`,
    );
  }
  const name = id
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/[^A-Za-z\d]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  if (name === '') {
    throw new Error(`id '${id}' has no letter or digit to make a name of; change the id, or set 'metadata.name'`);
  }
  return name;
}

/**
 * The name of an object that a construct makes: that of its id, unless one is given or its chart has a way of its own.
 *
 * @returns undefined when cdk8s should ask the chart
 */
export function objectName(construct: Construct, given: string | undefined): string | undefined {
  return (
    given ?? (namesItself(Chart.of(construct)) ? undefined : atConstruct(construct, () => nameOfId(construct.node.id)))
  );
}

/** Whether the class of a chart names objects otherwise than cdk8s. */
function namesItself(chart: Chart): boolean {
  return chart.generateObjectName !== Chart.prototype.generateObjectName;
}

/** The namespace of an object, as messages show it before its name. */
export function qualified({ name, metadata: { namespace } }: ApiObject): string {
  return namespace ? `${namespace}/${name}` : name;
}
