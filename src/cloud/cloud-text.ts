import { Cloud } from './cloud';
import { shown } from '../checks/forms';

type Declared = Readonly<Record<string, string | boolean>>;

/** Each checks its props: what a text says is known no better than what an untyped program says. */
const FACTORIES: Readonly<Record<string, (props: never) => Cloud>> = {
  gke: (props) => Cloud.gke(props),
  eks: (props) => Cloud.eks(props),
  aks: (props) => Cloud.aks(props),
  openshift: (props) => Cloud.openshift(props),
  kind: (props) => Cloud.kind(props),
  bare: (props) => Cloud.bare(props),
};

/** A cloud in one line, such as `gke=1.36.3-gke.1767000,addOn,dataplaneV2`. Equal clouds have equal lines. */
export function cloudText(cloud: Cloud): string {
  return cloud._facts.declared;
}

/**
 * The cloud of such a line: the name of a factory of `Cloud` with the version, then its other props. A prop without a
 * value is true.
 *
 * @throws when it is malformed, or the cloud refuses its props
 */
export function cloudOfText(text: string): Cloud {
  const [first, ...others] = typeof text === 'string' ? text.split(',').map((part) => part.trim()) : [''];
  const [, name, version] = /^([^=]*)=(.+)$/.exec(first) ?? [];
  const factory = name !== undefined && Object.hasOwn(FACTORIES, name) ? FACTORIES[name] : undefined;
  if (!factory) {
    throw new Error(`the cloud is ${shown(text)}; give one of ${Object.keys(FACTORIES).join(', ')} with its version, `
      + "and what else is declared, such as 'eks=1.36,networkPolicy,dnsAddress=172.20.0.10'");
  }
  const props = new Map<string, Declared[string]>([['version', version]]);
  for (const part of others) {
    const [prop, ...rest] = part.split('=');
    if (props.has(prop)) { throw new Error(`the cloud ${shown(text)} has '${prop}' twice; remove one`); }
    const value = rest.join('=');
    props.set(prop, rest.length === 0 || value === 'true' ? true : value === 'false' ? false : value);
  }
  const cloud = factory(Object.fromEntries(props) as never);
  const known = cloudText(cloud).split(',').map((part) => part.split('=')[0]);
  const unknown = [...props.keys()].find((prop) => prop !== 'version' && !known.includes(prop));
  if (unknown !== undefined) {
    throw new Error(`the cloud ${shown(text)} has '${unknown}', which ${cloud.name} does not know; remove it`);
  }
  return cloud;
}
