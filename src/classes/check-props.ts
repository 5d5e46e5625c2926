import { DIMENSIONS, namesOf } from './class-matrix';
import {
  SandboxClassDeprecation, SandboxClassesProps, SandboxClassRule, SandboxSize,
} from './sandbox-classes-props';
import { amountOfCpu, amountOfSize } from '../checks/amounts';
import { checkCount, checkForm, checkMetadata, shown } from '../checks/forms';
import { checkShapes, listOf, mapOf, oneOf, Shapes, structOf } from '../checks/shapes';
import { WarmPoolUpdateStrategy } from '../sandbox/enums';
import type { SandboxTemplateProps } from '../sandbox/sandbox-template';

const SELECTION: Shapes = { sizes: listOf('string'), runtimes: listOf('string'), images: listOf('string') };

const RULE: Shapes = {
  ...SELECTION,
  replicas: 'number',
  updateStrategy: oneOf(WarmPoolUpdateStrategy),
  scaledExternally: 'boolean',
  maxClaims: 'number',
  deprecated: structOf({ instead: 'string', until: 'string' }),
};

const SIZE: Shapes = {
  cpu: 'cpu',
  memory: 'size',
  cpuRequest: 'cpu',
  memoryRequest: 'size',
  ephemeralStorage: 'size',
  extendedResources: mapOf('number'),
  workspace: structOf({ size: 'size' }),
  template: 'object',
};

const SHAPES: Shapes = {
  sizes: mapOf(structOf(SIZE)),
  runtimes: mapOf('runtime'),
  images: mapOf(structOf({ container: 'object', workspacePath: 'string', template: 'object' })),
  only: listOf(structOf(SELECTION)),
  excluding: listOf(structOf(SELECTION)),
  rules: listOf(structOf(RULE)),
  template: 'object',
  prefix: 'string',
  catalogueName: 'string',
};

/** The default name of the ConfigMap. */
export const CATALOGUE_NAME = 'sandbox-classes';

/** The API server cuts names of sandboxes that begin with that of a longer pool. */
const LONGEST_POOL = 57;

/** @throws when a prop is malformed, by itself */
export function checkProps(props: SandboxClassesProps): void {
  checkShapes('the props', props, SHAPES);
  for (const [dimension, prop] of DIMENSIONS) {
    checkShapes('the props', props, { [prop]: SHAPES[prop] }, prop);
    const names = namesOf(props[prop]);
    if (names.length === 0) { throw new Error(`'${prop}' is empty; give at least one ${dimension}`); }
    for (const name of names) {
      checkForm(`name of a ${dimension}`, name, 'DNS label');
      if (dimension === 'size' && /^\d/.test(name)) {
        throw new Error(
          `name of a size '${name}' begins with a digit, as no constant of a program may; give one such as 'x${name}'`,
        );
      }
    }
  }
  const { sizes, images, template, prefix, catalogueName, rules = [] } = props;
  checkTemplate("'template'", template);
  for (const [name, size] of Object.entries(sizes)) { checkSize(`sizes.${name}`, size); }
  for (const [name, { container, workspacePath, template: own }] of Object.entries(images)) {
    const what = `images.${name}`;
    checkGiven(what, images[name], 'container');
    checkGiven(`${what}.container`, container, 'image');
    checkShapes(`'${what}.container'`, container, { image: 'string', name: 'string' });
    if (container.resources !== undefined) {
      throw new Error(`'${what}.container' has 'resources', which are those of a size; give them in 'sizes'`);
    }
    if (workspacePath !== undefined && !workspacePath.startsWith('/')) {
      throw new Error(`'${what}.workspacePath' is '${workspacePath}'; give an absolute path such as '/workspace'`);
    }
    checkTemplate(`'${what}.template'`, own);
  }
  rules.forEach((rule, index) => { checkRule(`rules[${index}]`, rule); });
  if (prefix !== undefined) { checkForm("'prefix'", `${prefix}a`, 'DNS label'); }
  if (catalogueName !== undefined) { checkForm("'catalogueName'", catalogueName, 'DNS subdomain'); }
}

/** @throws when the pool of a class would have a name that is too long for the names of its sandboxes */
export function checkLength(name: string): void {
  if (name.length > LONGEST_POOL) {
    throw new Error(
      `the pool '${name}' has ${name.length} characters, and ${LONGEST_POOL} are the most from which names of `
        + 'sandboxes can be made; shorten the names of its size, runtime and image, or the prefix',
    );
  }
}

function checkSize(what: string, size: SandboxSize): void {
  for (const name of ['cpu', 'memory'] as const) { checkGiven(what, size, name); }
  const { cpu, memory, cpuRequest = cpu, memoryRequest = memory, ephemeralStorage, workspace, template } = size;
  const rows = [
    ['cpu', amountOfCpu(`'${what}.cpu'`, cpu), amountOfCpu(`'${what}.cpuRequest'`, cpuRequest)],
    ['memory', amountOfSize(`'${what}.memory'`, memory), amountOfSize(`'${what}.memoryRequest'`, memoryRequest)],
  ] as const;
  for (const [name, limit, request] of rows) {
    if (request.value > limit.value) {
      throw new Error(
        `'${what}.${name}Request' is ${request.text}, more than '${name}', ${limit.text}; lower it, or raise '${name}'`,
      );
    }
  }
  if (ephemeralStorage) { amountOfSize(`'${what}.ephemeralStorage'`, ephemeralStorage); }
  if (workspace) { checkGiven(`${what}.workspace`, workspace, 'size'); }
  for (const [name, count] of Object.entries(size.extendedResources ?? {})) {
    checkMetadata(`'${what}.extendedResources'`, { [name]: '' }, 'label');
    if (!name.includes('/')) {
      throw new Error(
        `'${what}.extendedResources' has '${name}', which has no domain; give a name such as 'nvidia.com/gpu'`,
      );
    }
    checkCount(`'${what}.extendedResources' of '${name}'`, count, 1);
  }
  checkTemplate(`'${what}.template'`, template);
}

/** @throws when a prop is left out that has no default */
function checkGiven<T extends object>(what: string, value: T, name: keyof T & string): void {
  if (value[name] === undefined) { throw new Error(`'${what}' has no '${name}'; give it`); }
}

/** Props of templates that the classes have, and where they are given. */
const HELD: ReadonlyArray<readonly [keyof SandboxTemplateProps, string]> = [
  ['containers', "'container' of 'images'; a sidecar is one of 'initContainers' with the restart policy ALWAYS"],
  ['runtime', "'runtimes'"],
];

function checkTemplate(what: string, template: SandboxTemplateProps | undefined): void {
  for (const [name, place] of HELD) {
    if (template?.[name] !== undefined) { throw new Error(`${what} has '${name}'; give it in ${place}`); }
  }
  const name = template?.metadata?.name;
  if (name !== undefined) {
    throw new Error(`${what} has the name '${name}', and templates are named after their classes; give 'prefix'`);
  }
}

function checkRule(what: string, { replicas, scaledExternally, maxClaims, deprecated }: SandboxClassRule): void {
  if (replicas !== undefined) { checkCount(`'${what}.replicas'`, replicas, 0); }
  if (maxClaims !== undefined) { checkCount(`'${what}.maxClaims'`, maxClaims, 0); }
  if (scaledExternally !== undefined && typeof scaledExternally !== 'boolean') {
    throw new Error(`'${what}.scaledExternally' is ${shown(scaledExternally)}; give true or false`);
  }
  if (deprecated) { checkDay(`'${what}.deprecated.until'`, deprecated); }
}

function checkDay(what: string, { until }: SandboxClassDeprecation): void {
  if (until === undefined) { return; }
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(until) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== until) {
    throw new Error(`${what} is ${shown(until)}; give a day such as '2027-03-31'`);
  }
}
