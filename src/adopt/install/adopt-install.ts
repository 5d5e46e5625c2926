import { App, Chart } from 'cdk8s';
import { installCode, installProps, resourceProps } from './install-props';
import { CONTROLLER, NAMESPACE } from '../../api/controller-names';
import { identityOf } from '../../judge/manifests/object-keys';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import type { Catalogue } from '../../release/catalogue';
import type { Release } from '../../release/release';
import { Code, evaluate, literal, make, name, ProgramScope } from '../code/expression';
import { Statement, Unit } from '../code/statement';
import { ConstructTrial } from '../construct-trial';
import type { Section } from '../section';
import { constantOf } from '../versions';

/** An install that a construct makes. */
export interface AdoptedInstall {
  /** The objects that it makes. */
  readonly objects: ReadonlySet<KubeObject>;
  readonly unit: Unit;
}

/** A construct that was tried. */
interface Candidate {
  readonly code: Code;
  readonly trial: ConstructTrial;
}

/** The controller of an install. */
export function controllerAmong(objects: readonly KubeObject[]): KubeObject | undefined {
  return objects.find(({ kind, metadata }) =>
    (kind === 'Deployment' || kind === 'StatefulSet') && metadata.name === CONTROLLER);
}

/** The release of an install: that of the image, else the one with the most equal objects. */
export function releaseOfInstall(objects: readonly KubeObject[], catalogue: Catalogue): Release | undefined {
  const controller = controllerAmong(objects);
  if (!controller) { return undefined; }
  const [container] = inList(controller.spec, 'template', 'spec', 'containers');
  const [tag] = /v\d+\.\d+\.\d+$/.exec(String(inObject(container).image).split('@')[0]) ?? [];
  return tag !== undefined && catalogue.ids.includes(tag) ? catalogue.get(tag) : undefined;
}

/**
 * The install among objects as one construct, with what differs as props and patches.
 *
 * @returns undefined if there is none, or one that differs in too much
 */
export function adoptInstall(
  objects: readonly KubeObject[], release: Release, catalogue: Catalogue, section: () => Section, scope: ProgramScope,
): AdoptedInstall | undefined {
  const controller = controllerAmong(objects);
  if (!controller) { return undefined; }
  const byKey = new Map(objects.map((each) => [identityOf(each), each]));
  let best: Candidate | undefined;
  for (const code of candidates(objects, controller, release, catalogue, scope)) {
    const trial = attempt(code, byKey, scope);
    if (trial && (!best || trial.cost < best.trial.cost)) { best = { code, trial }; }
    if (best?.trial.cost === 0) { break; }
  }
  return best?.trial.isNear && best.trial.objects.has(controller) ? built(best, section()) : undefined;
}

function* candidates(
  objects: readonly KubeObject[], controller: KubeObject, release: Release, catalogue: Catalogue, scope: ProgramScope,
): Generator<Code> {
  const { namespace } = controller.metadata;
  const vocabulary = { scope, references: undefined as never };
  const own = installProps(controller, release, catalogue, vocabulary);
  const hasKind = (kind: string, wanted: string) =>
    objects.some((each) => each.kind === kind && each.metadata.name.endsWith(wanted));
  const members = {
    extensions: hasKind('CustomResourceDefinition', 'sandboxclaims.extensions.agents.x-k8s.io')
      || JSON.stringify(controller).includes('"--extensions"') ? undefined : literal(false),
    namespace: namespace === NAMESPACE || namespace === undefined ? undefined : literal(namespace),
    createNamespace: hasKind('Namespace', namespace ?? NAMESPACE) ? undefined : literal(false),
    crds: hasKind('CustomResourceDefinition', 'agents.x-k8s.io') ? undefined : literal(false),
    ...own,
  };
  const resources = resourceProps(controller, vocabulary);
  for (const profile of ['UPSTREAM', 'HARDENED', 'OPENSHIFT']) {
    yield installCode(constantOf(release), profile, members);
    yield installCode(constantOf(release), profile, { ...members, resources });
    // Props that the release or its checks refuse: without them, what they would set is patched.
    yield installCode(constantOf(release), profile, {
      ...members,
      podLabels: undefined,
      podAnnotations: undefined,
      extraArgs: undefined,
    });
  }
}

function attempt(
  code: Code, byKey: ReadonlyMap<string, KubeObject>, scope: ProgramScope,
): ConstructTrial | undefined {
  try {
    const trial = new Map(scope).set('trial', new Chart(new App(), 'trial'));
    const install = evaluate(make('AgentSandbox', name('trial'), literal('AgentSandbox'), code), trial);
    return new ConstructTrial(install, byKey);
  } catch {
    return undefined;
  }
}

function built({ code, trial }: Candidate, section: Section): AdoptedInstall {
  const variable = section.variable('agent-sandbox', 'Install');
  const id = section.id('AgentSandbox', 'Install');
  const construct: Statement = { variable, expression: make('AgentSandbox', name(section.chart), literal(id), code) };
  section.run([construct]);
  return { objects: trial.objects, unit: { statements: [construct, ...trial.corrections(variable)] } };
}
