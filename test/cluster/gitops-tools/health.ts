/** Objects of the four kinds in the states that they come to, and what the engines of the tools say of them. */
import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ArgoHealthChecks, AgentSandboxVersion, OperatingMode, Sandbox, SandboxCluster, SandboxTemplate, SandboxApp,
} from '../../../src';
import type { Kind } from '../../../src/api/kinds';
import { celOf } from '../../../src/gitops/health/cel';
import { compile, DYN } from '../../../src/judge/cel';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { healthOf } from '../../support/gitops-engines';
import { quietly } from '../../support/stderr';
import { apply, conditionOf, Controlled, NAMESPACE, ofKind, printed } from '../controlled';

/** What both say of a state: Argo CD, then Flux. */
export const OUTCOMES: Readonly<Record<string, string>> = {
  'unseen': 'Progressing, InProgress',
  'ready': 'Healthy, Current',
  'starting': 'Progressing, InProgress',
  'suspended': 'Healthy, Current',
  'failed': 'Degraded, Failed',
  'refused': 'Degraded, Failed',
  'waiting': 'Progressing, InProgress',
  'filled': 'Healthy, Current',
  'empty': 'Healthy, Current',
  'without status': 'Healthy, Current',
};

type States = Readonly<Record<string, KubeObject>>;

const POD = { containers: [{ image: 'registry.example.com/python:3.14', portNumber: 8888 }] };

/** Brings objects into their states, and returns them as they are then, by kind and state. */
export async function inStates(controlled: Controlled, release: string): Promise<States> {
  const items = printed(release, (chart) => {
    new Sandbox(chart, 'h-ready', POD);
    new Sandbox(chart, 'h-suspended', { ...POD, operatingMode: OperatingMode.SUSPENDED });
    new Sandbox(chart, 'h-failed', { ...POD, restartPolicy: kplus.RestartPolicy.NEVER });
    const template = new SandboxTemplate(chart, 'h-template', POD);
    template.addWarmPool('h-empty', { replicas: 0 });
    const filled = template.addWarmPool('h-filled', { replicas: 1 });
    filled.addClaim('h-claim');
  });
  const unseen = Object.fromEntries(items.filter(({ object }) => ['Sandbox', 'SandboxClaim', 'SandboxWarmPool']
    .includes(object.kind)).map(({ object }) => [`${object.kind} unseen`, withGeneration(object)]));
  await apply(controlled.client, items);
  const at = async (kind: string, name: string) => (await controlled.read(ofKind(items, kind, name)))! as KubeObject;
  for (const name of ['h-ready', 'h-failed']) { await controlled.ready(ofKind(items, 'Sandbox', name)); }
  await controlled.ready(ofKind(items, 'SandboxClaim', 'h-claim'));
  await controlled.client.request('PATCH', `/api/v1/namespaces/${NAMESPACE}/pods/h-failed/status`, {
    body: { status: { phase: 'Failed', conditions: [{ type: 'Ready', status: 'False' }] } },
    type: 'application/merge-patch+json',
  });
  const states: Record<string, KubeObject> = { ...unseen };
  const suspended = ofKind(items, 'Sandbox', 'h-suspended');
  await controlled.until('the suspended sandbox to be seen', async () => (
    conditionOf(await controlled.read(suspended), 'Ready') !== undefined
  ));
  const pool = ofKind(items, 'SandboxWarmPool', 'h-filled');
  await controlled.until('the pool to be filled', async () => (
    (await controlled.read(pool))?.status?.readyReplicas === 1
  ));
  const empty = ofKind(items, 'SandboxWarmPool', 'h-empty');
  await controlled.until('the empty pool to be seen', async () => (await controlled.read(empty))?.status !== undefined);
  await controlled.until('the failed pod to be seen', async () => (
    conditionOf(await controlled.read(ofKind(items, 'Sandbox', 'h-failed')), 'Ready')?.status !== 'True'
  ));
  if (!release.startsWith('v0.4.')) {
    const claim = ofKind(items, 'SandboxClaim', 'h-claim') as KubeObject & { spec: object };
    const refused: KubeObject = {
      ...claim,
      metadata: { ...claim.metadata, name: 'h-refused' },
      spec: { ...claim.spec, additionalPodMetadata: { labels: { undomained: 'x' } } },
    };
    await apply(controlled.client, [{ path: 'the suite', object: refused }]);
    await controlled.refused(refused, 'InvalidMetadata');
    states['SandboxClaim refused'] = (await controlled.read(refused))!;
  }
  states['Sandbox ready'] = await at('Sandbox', 'h-ready');
  states['Sandbox suspended'] = await at('Sandbox', 'h-suspended');
  states['Sandbox failed'] = await at('Sandbox', 'h-failed');
  states['SandboxClaim ready'] = await at('SandboxClaim', 'h-claim');
  states['SandboxWarmPool filled'] = await at('SandboxWarmPool', 'h-filled');
  states['SandboxWarmPool empty'] = await at('SandboxWarmPool', 'h-empty');
  states['SandboxTemplate without status'] = await at('SandboxTemplate', 'h-template');
  return states;
}

/** As the API server stores it. */
function withGeneration(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, generation: 1 } as never };
}

/** What both engines say of each state. */
export function engineHealth(states: States, release: string): Record<string, string> {
  const scripts = scriptsOf(release);
  const all = Object.entries(states);
  const answers = healthOf(all.flatMap(([, object]) => [
    { lua: scripts[object.kind], object }, { cel: celOf(object.kind as Kind, true), object },
  ]));
  return Object.fromEntries(all.map(([name], index) => {
    const [argo, flux] = answers.slice(index * 2);
    // Flux asks again where an expression fails, as one does for an object without a status.
    return [name, `${argo.status ?? argo.error}, ${flux.status ?? (/no such attribute/.test(flux.error!)
      ? 'InProgress' : flux.error)}`];
  }));
}

function scriptsOf(release: string): Record<string, string> {
  const app = new SandboxApp();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const { data } = quietly(() => new ArgoHealthChecks(new Chart(app, 'gitops'), 'Health'));
  return Object.fromEntries(Object.entries(data).map(([key, script]) => [key.slice(key.lastIndexOf('_') + 1), script]));
}

/** States of which our own CEL says something else than Flux's. */
export function anomalies(states: States): string[] {
  const all = Object.entries(states).filter(([, { status }]) => status !== undefined);
  const answers = healthOf(all.map(([, object]) => ({ cel: celOf(object.kind as Kind, true), object })));
  return all.flatMap(([name, object], index) => {
    const { current, failed } = celOf(object.kind as Kind, true);
    const is = (expression: string) => compile(expression, {
      metadata: DYN, spec: DYN, status: DYN,
    }).evaluate(object as never) === true;
    const ours = failed !== undefined && is(failed) ? 'Failed' : is(current) ? 'Current' : 'InProgress';
    return ours === answers[index].status ? [] : [`${name}: ${ours}, and Flux says ${answers[index].status}`];
  });
}
