import { Size } from 'cdk8s';
import { OPENSHIFT_KATA, OPENSHIFT_PEER_PODS, runtimeNamed, WINDOWS_HYPER_V } from './catalogue';
import { KataRelease, OperatingSystem, RuntimeTechnology } from './enums';
import { RuntimeFacts, TolerationFacts } from './facts';
import {
  CustomRuntimeProps, IsolatedRuntimeOptions, KataRuntimeProps, OpenShiftRuntimeOptions, ReferencedRuntimeOptions,
  RuntimeOverhead, WindowsRuntimeOptions,
} from './isolated-runtime-props';
import { kataFacts } from './kata-catalogue';
import { placeCreated, placeReferenced, ResolvedPlacement, WINDOWS_BUILD_LABEL } from './placement';
import { copyOf } from '../checks/copy-of';
import { checkForm, checkMetadata, checkOneOf } from '../checks/forms';
import { checkShapes, listOf, Shapes, structOf, TOLERATION } from '../checks/shapes';
import { tolerationJson } from '../checks/toleration-json';
import { Cpu } from '../kubernetes/kplus';

/** A class with the options that were given for it. */
export interface RuntimeChoice {
  readonly facts: RuntimeFacts;
  readonly options: IsolatedRuntimeOptions;
}

/** A class with defaults for all options. */
export interface RuntimeSettings extends Omit<RuntimeFacts, 'overhead' | 'nodeSelector' | 'tolerations'> {
  readonly isCreated: boolean;
  readonly placement: ResolvedPlacement;
  readonly overhead?: RuntimeOverhead;
}

const SHAPES: Shapes = {
  nodeSelector: 'object',
  tolerations: listOf(TOLERATION),
  overhead: structOf({ cpu: 'cpu', memory: 'size' }),
  create: 'boolean',
  repeatPlacementOnPods: 'boolean',
};

/** @throws when an option is one that Kubernetes would refuse, or contradicts a class that others make */
export function runtimeSettings({ facts, options: given }: RuntimeChoice): RuntimeSettings {
  const options = copyOf(checkShapes('the options', given, SHAPES));
  const { create = facts.owner === undefined, runtimeClassName = facts.className, handler = facts.handler } = options;
  const { nodeSelector, tolerations, repeatPlacementOnPods: isOnPods = false } = options;
  checkClassName(runtimeClassName);
  if (handler !== undefined) { checkForm('handler', handler, 'DNS label'); }
  checkMetadata("'nodeSelector'", nodeSelector ?? {}, 'label');
  const named = { ...facts, className: runtimeClassName };
  const placement = {
    nodeSelector,
    tolerations: tolerations?.map(tolerationJson) as TolerationFacts[] | undefined,
    isOnPods,
  };
  return {
    ...named,
    handler,
    isCreated: create,
    owner: create ? undefined : facts.owner,
    placement: create ? placeCreated(named, placement) : placeReferenced(named, placement),
    overhead: options.overhead ?? overheadOf(facts),
  };
}

/** @throws when the class is made here and its overhead is not known */
export function kataChoice(props: KataRuntimeProps): RuntimeChoice {
  const { variant, kataRelease, nodeFeatures, ...options } = checkShapes(
    'the props',
    props,
    { variant: 'variant', nodeFeatures: 'boolean' },
    'variant',
  );
  if (kataRelease !== undefined) { checkOneOf("'kataRelease'", kataRelease, KataRelease); }
  const facts = kataFacts(variant.name, kataRelease, nodeFeatures);
  if (options.create && !options.overhead && kataRelease === undefined) {
    throw new Error(`'create' is true without 'kataRelease', by which the overhead of '${facts.className}' differs; `
      + "set it to KataRelease.V3 or KataRelease.V4, or give 'overhead'");
  }
  if (options.create && !options.overhead && !facts.overhead) {
    throw new Error(`the overhead of '${facts.className}' in Kata ${kataRelease} is not known; give 'overhead'`);
  }
  return { facts, options };
}

/** A class that others make. It is never created here. */
export function referencedChoice(facts: RuntimeFacts, options: ReferencedRuntimeOptions): RuntimeChoice {
  return { facts, options: { ...checkShapes('the options', options, {}), create: false } };
}

/** One of the two classes of OpenShift sandboxed containers. */
export function openShiftChoice(given: OpenShiftRuntimeOptions): RuntimeChoice {
  const { peerPods, ...options } = checkShapes('the options', given, { peerPods: 'boolean' });
  return referencedChoice(peerPods ? OPENSHIFT_PEER_PODS : OPENSHIFT_KATA, options);
}

/** @throws when the build is no value of a label */
export function windowsChoice(given: WindowsRuntimeOptions): RuntimeChoice {
  const { windowsBuild, ...options } = checkShapes('the options', given, {});
  if (windowsBuild === undefined) { return { facts: WINDOWS_HYPER_V, options }; }
  checkForm("'windowsBuild'", windowsBuild, 'label value');
  return {
    facts: WINDOWS_HYPER_V,
    options: { ...options, nodeSelector: { [WINDOWS_BUILD_LABEL]: windowsBuild, ...options.nodeSelector } },
  };
}

/** @throws when the class is made here and has no handler */
export function customChoice(props: CustomRuntimeProps): RuntimeChoice {
  const {
    runtimeClassName,
    technology,
    operatingSystem,
    create = true,
    ...options
  } = checkShapes('the props', props, {});
  checkClassName(runtimeClassName);
  if (technology !== undefined) { checkOneOf("'technology'", technology, RuntimeTechnology); }
  if (operatingSystem !== undefined) { checkOneOf("'operatingSystem'", operatingSystem, OperatingSystem); }
  if (create && options.handler === undefined) {
    throw new Error(
      `RuntimeClass '${runtimeClassName}' is made here without a handler; give 'handler', the name under which nodes `
        + 'know the runtime, ' +
        "or set 'create' to false",
    );
  }
  const facts = factsOf(runtimeClassName);
  const os = operatingSystem === OperatingSystem.WINDOWS ? { os: operatingSystem } : {};
  return {
    facts: { ...facts, ...(technology !== undefined && { technology }), ...os },
    options: { ...options, create },
  };
}

/** @throws when the name is malformed */
export function namedChoice(runtimeClassName: string): RuntimeChoice {
  checkClassName(runtimeClassName);
  return { facts: factsOf(runtimeClassName), options: { create: false } };
}

/** Facts that the name of a class implies. */
function factsOf(className: string): RuntimeFacts {
  return { technology: RuntimeTechnology.OTHER, ...runtimeNamed(className), className };
}

function overheadOf({ overhead }: RuntimeFacts): RuntimeOverhead | undefined {
  if (!overhead) { return undefined; }
  const { millicores, mebibytes } = overhead;
  return {
    cpu: millicores % 1000 === 0 ? Cpu.units(millicores / 1000) : Cpu.millis(millicores),
    memory: Size.mebibytes(mebibytes),
  };
}

function checkClassName(name: unknown): void {
  checkForm('name of a RuntimeClass', name, 'DNS subdomain');
}
