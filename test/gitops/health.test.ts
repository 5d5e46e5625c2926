/** Health of statuses of all forms, by the engines of both tools, where they are built, and by our own CEL. */
import { Chart } from 'cdk8s';
import { AgentSandboxVersion, ArgoHealthChecks, SandboxApp, SandboxCluster } from '../../src';
import type { Kind } from '../../src/api/kinds';
import { celOf } from '../../src/gitops/health/cel';
import { compile, DYN } from '../../src/judge/cel';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Health, hasGitOpsEngines, healthOf } from '../support/gitops-engines';

type Outcome = 'Healthy' | 'Progressing' | 'Degraded';

const FLUX: Readonly<Record<Outcome, string>> = {
  Healthy: 'Current', Progressing: 'InProgress', Degraded: 'Failed',
};

const ready = (status: string, reason: string, more: object = {}) => ({
  conditions: [
    { type: 'Suspended', status: 'False', reason: 'NotSuspended' }, { type: 'Ready', status, reason, ...more },
  ],
});
const finished = (reason: string) => ({
  conditions: [
    { type: 'Ready', status: 'False', reason: 'DependenciesNotReady' }, { type: 'Finished', status: 'True', reason },
  ],
});

const STATES: ReadonlyArray<readonly [kind: Kind, what: string, outcome: Outcome, status?: object, spec?: object]> = [
  ['Sandbox', 'that nobody has seen', 'Progressing'],
  ['Sandbox', 'without conditions', 'Progressing', {}],
  ['Sandbox', 'that is ready', 'Healthy', ready('True', 'DependenciesReady')],
  ['Sandbox', 'that is ready, with a message', 'Healthy',
    ready('True', 'DependenciesReady', { message: 'Pod is ready' })],
  ['Sandbox', 'that starts', 'Progressing', ready('False', 'DependenciesNotReady', { message: 'Pod is pending' })],
  ['Sandbox', 'that is retried', 'Progressing', ready('False', 'ReconcilerError')],
  ['Sandbox', 'that is suspended', 'Healthy', ready('False', 'SandboxSuspended')],
  ['Sandbox', 'that has expired', 'Healthy', ready('False', 'SandboxExpired')],
  ['Sandbox', 'whose pod has finished', 'Healthy', ready('False', 'PodSucceeded')],
  ['Sandbox', 'whose pod has finished, as old releases say it', 'Healthy', finished('PodSucceeded')],
  ['Sandbox', 'whose pod has failed', 'Degraded', ready('False', 'PodFailed')],
  ['Sandbox', 'whose pod has failed, as old releases say it', 'Degraded', finished('PodFailed')],
  ['Sandbox', 'that was ready before the last change', 'Progressing',
    ready('True', 'DependenciesReady', { observedGeneration: 1 })],
  ['Sandbox', 'that is ready after it', 'Healthy', ready('True', 'DependenciesReady', { observedGeneration: 2 })],
  ['SandboxClaim', 'that nobody has seen', 'Progressing'],
  ['SandboxClaim', 'whose pool is not there', 'Progressing', ready('False', 'WarmPoolNotFound')],
  ['SandboxClaim', 'that has its sandbox', 'Healthy', ready('True', 'DependenciesReady')],
  ['SandboxClaim', 'with the generation of its sandbox', 'Healthy',
    ready('True', 'DependenciesReady', { observedGeneration: 1 })],
  ['SandboxClaim', 'that the controller refuses', 'Degraded', ready('False', 'InvalidMetadata')],
  ['SandboxClaim', 'that has expired', 'Healthy', ready('False', 'ClaimExpired')],
  ['SandboxWarmPool', 'that nobody has seen', 'Progressing'],
  ['SandboxWarmPool', 'that is filled', 'Healthy', { replicas: 3, readyReplicas: 3 }, { replicas: 3 }],
  ['SandboxWarmPool', 'that fills', 'Progressing', { replicas: 3, readyReplicas: 2 }, { replicas: 3 }],
  ['SandboxWarmPool', 'without a ready sandbox', 'Progressing', { replicas: 3 }, { replicas: 3 }],
  ['SandboxWarmPool', 'that is empty', 'Healthy', { replicas: 0 }, { replicas: 0 }],
  ['SandboxWarmPool', 'that states no count', 'Healthy', { readyReplicas: 1 }],
  ['SandboxWarmPool', 'that was filled before the last change', 'Progressing',
    { readyReplicas: 3, observedGeneration: 1 }, { replicas: 3 }],
  ['SandboxTemplate', 'of any form', 'Healthy'],
];

const VARIABLES = { metadata: DYN, spec: DYN, status: DYN };

const objectOf = (kind: Kind, status?: object, spec: object = {}): KubeObject => ({
  apiVersion: 'agents.x-k8s.io/v1beta1',
  kind,
  metadata: { name: 'a', generation: 2 } as never,
  spec,
  ...(status && { status }),
});

function scripts(version = AgentSandboxVersion.LATEST): Record<string, string> {
  const app = new SandboxApp();
  SandboxCluster.declare(app, { version });
  return new ArgoHealthChecks(new Chart(app, 'gitops'), 'Health').data;
}

const scriptOf = (kind: Kind) => Object.entries(scripts()).find(([key]) => key.endsWith(`_${kind}`))![1];

describe('by our own CEL', () => {
  // Without a status, Flux asks again.
  const seen = STATES.filter(([,,, status]) => status)
    .map(([kind, what, outcome, status, spec]) => [kind, what, outcome, { status, spec }] as const);

  test.each(seen)('a %s %s is %s', (kind, _, outcome, { status, spec }) => {
    const { current, failed } = celOf(kind, true);
    const is = (expression: string | undefined) => expression !== undefined
      && compile(expression, VARIABLES).evaluate(objectOf(kind, status, spec) as never) === true;
    expect(is(failed) ? 'Failed' : is(current) ? 'Current' : 'InProgress').toBe(FLUX[outcome]);
  });
});

(hasGitOpsEngines() ? describe : describe.skip)('by the engines of the tools', () => {
  let answers: Health[];
  beforeAll(() => {
    answers = healthOf(STATES.flatMap(([kind,,, status, spec]) => {
      const object = objectOf(kind, status, spec);
      return [{ lua: scriptOf(kind), object }, { cel: celOf(kind, true), object }];
    }));
  });

  test.each(STATES.map(([kind, what, outcome, status], index) => [kind, what, outcome, index, status] as const))(
    'a %s %s is %s', (_kind, _what, outcome, index, status) => {
      const [argo, flux] = answers.slice(index * 2);
      expect(argo).toEqual({ status: outcome, message: expect.stringMatching(/./) as string });
      // An object without a status: Flux asks again.
      expect(flux.error === undefined ? flux.status : [status, /no such attribute.*status/.test(flux.error)])
        .toEqual(flux.error === undefined ? FLUX[outcome] : [undefined, true]);
    },
  );

  test('an Application is as healthy as Argo CD says', () => {
    const lua = scripts()['resource.customizations.health.argoproj.io_Application'];
    const object = (status?: object) => (
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'a' }, status }
    );
    expect(healthOf([
      { lua, object: object() }, { lua, object: object({ health: { status: 'Degraded', message: 'it is ill' } }) },
    ])).toEqual([
      { status: 'Progressing', message: 'Argo CD has not looked at it yet' },
      { status: 'Degraded', message: 'it is ill' },
    ]);
  });
});

test('of v0.1.0, whose pools do not tell how many are ready, all are counted', () => {
  const script = (version: AgentSandboxVersion) => Object.entries(scripts(version))
    .find(([key]) => key.endsWith('WarmPool'))![1];
  expect(script(AgentSandboxVersion.V0_1_0)).toContain('status.replicas or 0');
  expect(script(AgentSandboxVersion.V0_1_1)).toContain('status.readyReplicas or 0');
});
