/** A schedule of the platform, and its scripts as its pods would run them. */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  AgentSandboxVersion, Findings, SandboxCluster, SandboxSchedule, SandboxScheduleProps,
} from '../../../src';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { kubeconfigOf } from '../../../src/rehearsal/cluster/programs';
import { Loose } from '../../support/install';
import { NAMESPACE, ofKind } from '../controlled';
import { Item, itemsOf } from '../items';
import { describeCluster, Plane } from '../plane';

const HAS_PROGRAMS = ['kubectl version --client', 'sh -c :'].every((line) => {
  const [program, ...args] = line.split(' ');
  return spawnSync(program, args).status === 0;
});
if (!HAS_PROGRAMS) { process.stderr.write('SKIPPED: no kubectl or sh, so the scripts of schedules are not run\n'); }
export const describeScripts = HAS_PROGRAMS ? describeCluster : describe.skip;

export const PLATFORM = 'platform';
const HOURS: SandboxScheduleProps = {
  image: 'registry.example.com/kubectl:1.36', start: '08:00', stop: '19:00', timeZone: 'Europe/Berlin',
};

/** What a script said. */
interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs scripts of a schedule. */
export class Scripts {
  constructor(private readonly plane: Plane, private readonly directory: () => string) {}

  /** Runs what a CronJob runs, as its ServiceAccount. */
  async run(cronJob: KubeObject, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const pod = (cronJob as Loose).spec.jobTemplate.spec.template.spec;
    const [{ command, args }] = pod.containers;
    return this.runAs(pod.serviceAccountName, [...command, ...args], env);
  }

  /** Runs a command as a ServiceAccount of the platform. */
  async runAs(account: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const { client, plane } = this.plane;
    const metadata = { name: account, namespace: PLATFORM };
    const { body } = await client.request(
      'POST', await client.pathOf({ apiVersion: 'v1', kind: 'ServiceAccount', metadata }, 'token'),
      { body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } } },
    );
    const home = this.directory();
    const kubeconfig = join(home, 'kubeconfig');
    const certificate = join(plane.directory, 'certificates/apiserver.crt');
    writeFileSync(kubeconfig, kubeconfigOf(plane.port, certificate, body.status.token));
    const [program, ...rest] = command;
    const child = spawn(program, rest, {
      env: { PATH: process.env.PATH, HOME: home, KUBECONFIG: kubeconfig, ...env }, timeout: 100_000,
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { err += text; });
    return new Promise((resolve) => { child.once('close', (code) => { resolve({ code, out, err }); }); });
  }
}

/** The printed objects of an app: a schedule of the platform, and what it is about. */
export function composed(
  release: string,
  compose: (schedule: SandboxSchedule, agents: Chart) => void,
  props: Partial<SandboxScheduleProps> = {},
): { items: Item[]; start: KubeObject; stop: KubeObject } {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const platform = new Chart(app, PLATFORM, { namespace: PLATFORM });
  const agents = new Chart(app, 'agents', { namespace: NAMESPACE });
  const schedule = new SandboxSchedule(platform, 'WorkHours', { ...HOURS, ...props });
  compose(schedule, agents);
  Findings.of(app).acknowledge('ASB340', 'the suite plays the kubelet');
  const items = itemsOf(app);
  const name = schedule.scheduleName;
  return {
    items, start: ofKind(items, 'CronJob', `${name}-start`), stop: ofKind(items, 'CronJob', `${name}-stop`),
  };
}

/** A namespace whose label enforces the restricted Pod Security Standard. */
export const RESTRICTED = {
  path: 'the suite',
  object: {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: PLATFORM, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  },
};
