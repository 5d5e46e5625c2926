import { shown } from '../../../checks/forms';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { Catalogue } from '../../../release/catalogue';
import { Flag } from '../../../release/flags';
import { Release } from '../../../release/release';
import type { PathSegment } from '../../schema';
import { OtherRule } from '../other-rule';
import { CONTROLLER_KINDS, Controller, controllerIn } from '../read-other-kinds';
import { NOTHING } from '../rule';

/** A controller that exits when it starts, as it does not accept one of its flags. */
export const refusedFlags: OtherRule = {
  code: 'ASB508',
  severity: FindingSeverity.ERROR,
  kinds: CONTROLLER_KINDS,
  check: (object, { release }) => {
    const controller = controllerIn(object);
    if (!controller) { return NOTHING; }
    const installed = releaseOf(controller, release);
    return installed ? troubles(object, controller, installed) : NOTHING;
  },
};

/** The release whose flags the controller has; undefined for one that is newer than the catalogue. */
function releaseOf({ release: id }: Controller, judging: Release): Release | undefined {
  if (id === undefined) { return judging.assumedFrom === undefined ? judging : undefined; }
  const catalogue = Catalogue.standard();
  return catalogue.ids.includes(id) ? catalogue.get(id) : undefined;
}

function troubles(object: KubeObject, { path }: Controller, release: Release): Trouble[] {
  const container = path.reduce<unknown>((found, name) => inMember(found, name), object);
  const found: Trouble[] = [];
  for (const { path: below, flag } of argumentsOf(container, release)) {
    const wrong = wrongWith(flag, release);
    if (wrong) {
      found.push({ ...wrong, path: [...path, ...below] });
      // It exits at the first one.
      break;
    }
  }
  return found;
}

function inMember(value: unknown, name: PathSegment): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<PathSegment, unknown>)[name] : undefined;
}

/** A flag as it is given. */
interface GivenFlag {
  readonly name: string;
  readonly value?: string;
}

interface Argument {
  readonly path: readonly PathSegment[];
  readonly flag: GivenFlag;
}

/** The flags of a container, as Go's package `flag` reads them: up to the first argument that is none. */
function* argumentsOf(container: unknown, { flags }: Release): Generator<Argument> {
  const { command, args } = inObject(container);
  const all = [
    ...(Array.isArray(command) ? command.map((text, index) => ({ text, path: ['command', index] })).slice(1) : []),
    ...(Array.isArray(args) ? args.map((text, index) => ({ text, path: ['args', index] })) : []),
  ];
  for (let at = 0; at < all.length; at++) {
    const { text, path } = all[at];
    const [, name, value] = typeof text === 'string' ? /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(text) ?? [] : [];
    if (name === undefined) { return; }
    const isSplit = value === undefined && flags.has(name) && flags.get(name)!.type !== 'bool';
    const next: unknown = isSplit ? all[++at]?.text : value;
    yield { path, flag: { name, ...(typeof next === 'string' && { value: next }) } };
  }
}

type Wrong = Pick<Trouble, 'message' | 'remedy'>;

function wrongWith({ name, value }: GivenFlag, release: Release): Wrong | undefined {
  const flag = release.flags.get(name);
  if (!flag) {
    return {
      message: `the controller of ${release.id} has no flag --${name} and exits`,
      remedy: `remove it: ${Catalogue.standard().explainAbsence(`--${name}`, release)}`,
    };
  }
  if (value === undefined) {
    return flag.type === 'bool' ? undefined : {
      message: `flag --${name} has no value, and the controller exits`,
      remedy: `give it as --${name}=VALUE`,
    };
  }
  // What Kubernetes puts in when the pod starts is not known.
  if (value.includes('$(') || READS[flag.type].test(value)) { return undefined; }
  return {
    message: `flag --${name} is ${shown(value)}, which is no ${NAMES[flag.type]}, and the controller exits`,
    remedy: `give a ${NAMES[flag.type]}`,
  };
}

/** What Go's package `flag` accepts, by type. */
const READS: Readonly<Record<Flag['type'], RegExp>> = {
  bool: /^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/,
  int: /^[+-]?(?:\d[\d_]*|0x[\da-fA-F_]+|0b[01_]+|0o[0-7_]+)$/,
  float: /^[+-]?(?:\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|inf|Inf|NaN|nan)$/,
  duration: /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/,
  string: /(?:)/,
};

const NAMES: Readonly<Record<Flag['type'], string>> = {
  bool: 'boolean',
  int: 'whole number',
  float: 'number',
  duration: "duration such as '30s'",
  string: 'text',
};
