import { ApiObject, App, Chart } from 'cdk8s';
import { installCode, installProps, resourceProps } from './install-props';
import { CONTROLLER, NAMESPACE } from '../../api/controller-names';
import { renderUnjudged } from '../../app/judged-objects';
import { identityOf } from '../../judge/manifests/object-keys';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import type { Catalogue } from '../../release/catalogue';
import type { Release } from '../../release/release';
import { Code, evaluate, literal, make, name, ProgramScope } from '../code/expression';
import { Statement, Unit } from '../code/statement';
import { differences, PatchStep } from '../differences';
import { correct } from '../proposal';
import type { Section } from '../section';
import { constantOf } from '../versions';

/** An install that a construct makes. */
export interface AdoptedInstall {
  /** The objects that it makes. */
  readonly objects: ReadonlySet<KubeObject>;
  readonly unit: Unit;
}

/** Objects of an install that may be missing or too different, and be written by themselves. */
const MOST_REMOVED = 3;
/** Values of one object that are patched at most. */
const MOST_PATCHED = 12;

const REMOVED = 'The YAML has no such object, or one that is too different.';

/** What a construct makes of an object that is given. */
interface Match {
  readonly path: string;
  readonly given?: KubeObject;
  readonly steps: readonly PatchStep[];
}

/** A construct that was tried. */
interface Trial {
  readonly code: Code;
  readonly matches: readonly Match[];
  readonly cost: number;
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
  let best: Trial | undefined;
  for (const code of candidates(objects, controller, release, catalogue, scope)) {
    const trial = attempt(code, byKey, scope);
    if (trial && (!best || trial.cost < best.cost)) { best = trial; }
    if (best?.cost === 0) { break; }
  }
  if (!best || best.matches.filter(({ given }) => !given).length > MOST_REMOVED) { return undefined; }
  if (!best.matches.some(({ given }) => given === controller)) { return undefined; }
  return built(best, section());
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

function attempt(code: Code, byKey: ReadonlyMap<string, KubeObject>, scope: ProgramScope): Trial | undefined {
  try {
    const trial = new Map(scope).set('trial', new Chart(new App(), 'trial'));
    const install = evaluate(make('AgentSandbox', name('trial'), literal('AgentSandbox'), code), trial);
    const matches: Match[] = [];
    let cost = 0;
    for (const each of install.node.findAll()) {
      if (!ApiObject.isApiObject(each)) { continue; }
      const object = renderUnjudged(each);
      const given = byKey.get(identityOf(object));
      const steps = given && differences(object, given);
      const isNear = steps !== undefined && steps.filter(({ op }) => op !== 'remove').length <= MOST_PATCHED;
      cost += isNear ? steps.length : 100;
      const path = each.node.scopes.slice(each.node.scopes.indexOf(install) + 1).map(({ node }) => node.id);
      matches.push({
        path: `.${path.map((id) => `node.findChild('${id}')`).join('.')}`,
        given: isNear ? given : undefined,
        steps: steps ?? [],
      });
    }
    return { code, matches, cost };
  } catch {
    return undefined;
  }
}

function built({ code, matches }: Trial, section: Section): AdoptedInstall {
  const variable = section.variable('agent-sandbox', 'Install');
  const id = section.id('AgentSandbox', 'Install');
  const construct: Statement = { variable, expression: make('AgentSandbox', name(section.chart), literal(id), code) };
  section.run([construct]);
  const statements = matches.flatMap(({ path, given, steps }): Statement[] => {
    if (given) { return correct(`${variable}${path}`, steps); }
    const parent = path.replace(/\.?node\.findChild\('([^']*)'\)$/, '');
    const child = /'([^']*)'\)$/.exec(path)![1];
    return [
      {
        comment: REMOVED,
        expression: {
          kind: 'call',
          isNew: false,
          callee: `${variable}${parent}.node.tryRemoveChild`,
          args: [literal(child)],
        },
      },
    ];
  });
  return {
    objects: new Set(matches.flatMap(({ given }) => given ?? [])),
    unit: { statements: [construct, ...statements] },
  };
}
