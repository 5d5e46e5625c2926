/** Parts of platforms as constructs of the library print them: installs, tenants, runtimes and network intents. */
import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Random } from './random-platforms';
import {
  AgentSandbox, AgentSandboxProfile, AgentSandboxVersion, ControllerLogEncoder, Dns, EgressDestination, IngressSource,
  IsolatedRuntime, KataRelease, KataVariant, NetworkPolicyEngine, Sandbox, SandboxApp, SandboxCluster, SandboxEgress,
  SandboxIngress, SandboxTemplate, SandboxTenant, TaintEffect, TenantQuota,
} from '../../../src';
import { renderUnjudged } from '../../../src/app/judged-objects';
import { KubeObject } from '../../../src/kubernetes/kube-object';

const RELEASES = ['v0.2.1', 'v0.3.10', 'v0.4.6', 'v0.5.6', 'v1.0.0', 'v1.0.3', 'v1.0.5'];

/** What a platform of constructs is made with. */
export class Parts {
  constructor(private readonly random: Random) {}

  chance(share: number): boolean {
    return this.random() < share;
  }

  pick<T>(...all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)];
  }

  maybe<T extends object>(share: number, props: T): Partial<T> {
    return this.chance(share) ? props : {};
  }
}

function printed(app: App): KubeObject[] {
  return app.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each)).map(renderUnjudged);
}

/** An install of any release and profile, here and there with a value that no prop has. */
export function anyInstall(parts: Parts, catalogue: readonly string[]): KubeObject[] {
  const id = parts.pick(...RELEASES.filter((each) => catalogue.includes(each)));
  const app = new SandboxApp();
  const profile = parts.pick(AgentSandboxProfile.UPSTREAM, AgentSandboxProfile.HARDENED, AgentSandboxProfile.OPENSHIFT);
  new AgentSandbox(new Chart(app, 'install'), 'AgentSandbox', {
    version: (AgentSandboxVersion as never as Record<string, AgentSandboxVersion>)[id.toUpperCase().replace(/\./g, '_')],
    profile,
    ...parts.maybe(0.3, { replicas: 2 }),
    ...parts.maybe(0.2, { imageRegistry: 'mirror.example.com' }),
    ...parts.maybe(0.2, { nodeSelector: { pool: 'system' } }),
    ...parts.maybe(0.2, { env: { OTEL: 'x' } }),
    ...(id.startsWith('v1') && {
      ...parts.maybe(0.2, { zapEncoder: ControllerLogEncoder.JSON }),
      ...parts.maybe(0.2, { sandboxWarmPoolReplenishDelay: Duration.minutes(2) }),
    }),
  });
  const objects = JSON.parse(JSON.stringify(printed(app)));
  const controller = objects.find(({ metadata }: KubeObject) => metadata.name === 'agent-sandbox-controller');
  if (controller?.spec && parts.chance(0.2)) { controller.spec.revisionHistoryLimit = 3; }
  return objects.filter(({ kind }: KubeObject) => kind !== 'ServiceAccount' || parts.chance(0.9));
}

/** A tenant, whole or with a part missing or changed. */
export function anyTenant(parts: Parts, namespace: string): KubeObject[] {
  const app = new SandboxApp();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const runtime = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor', {
    ...parts.maybe(0.4, { nodeSelector: { pool: 'sandboxes' } }),
    ...parts.maybe(0.3, { tolerations: [{ key: 'sandboxes', value: 'x', effect: TaintEffect.NO_SCHEDULE }] }),
  });
  const tenant = new SandboxTenant(app, namespace, {
    runtimes: [runtime],
    quota: parts.pick(
      TenantQuota.none(),
      TenantQuota.computed({ claims: 3 }),
      TenantQuota.of({ sandboxes: 30, claims: 20, cpu: kplus.Cpu.units(60), memory: Size.gibibytes(120) }),
    ),
    ...parts.maybe(0.3, { labels: { 'example.com/team': 'research' } }),
    ...parts.maybe(0.3, { namespaceLabels: { mesh: 'on' } }),
    ...parts.maybe(0.4, { registries: ['registry.example.com/sandboxes'] }),
    ...parts.maybe(0.4, { maxContainerCpu: kplus.Cpu.units(4), maxContainerMemory: Size.gibibytes(16) }),
    ...parts.maybe(0.3, { maxPoolReplicas: 20 }),
    ...parts.maybe(0.3, { maxLifetime: Duration.hours(8) }),
    ...parts.maybe(0.2, { maxTimeToLive: Duration.hours(2) }),
    ...parts.maybe(0.2, { allowedNodeLabels: { zone: 'a' } }),
    ...parts.maybe(0.2, { maxEgress: SandboxEgress.internetOnly({ dns: Dns.cluster() }) }),
    ...parts.maybe(0.2, { storageClasses: ['fast'], maxVolumeSize: Size.gibibytes(10) }),
  });
  if (parts.chance(0.6)) { tenant.permissions.grantView(kplus.Group.fromName(tenant, 'People', 'people@example.com')); }
  if (parts.chance(0.4)) {
    tenant.permissions.grantClaim(
      kplus.ServiceAccount.fromServiceAccountName(tenant, 'Runner', 'runner', { namespaceName: 'evals' }),
    );
  }
  const objects = printed(app);
  const missing = parts.pick('', '', '', 'LimitRange', 'Role', 'Namespace', 'RuntimeClass');
  return objects.filter(({ kind }) => kind !== missing);
}

/** Classes of the catalogue, and one of its own. */
export function anyRuntimes(parts: Parts): KubeObject[] {
  const app = new SandboxApp();
  const chart = new Chart(app, 'runtimes');
  const options = { ...parts.maybe(0.4, { nodeSelector: { pool: 'a' } }) };
  if (parts.chance(0.5)) { IsolatedRuntime.gvisor(chart, 'Gvisor', options); }
  if (parts.chance(0.5)) {
    IsolatedRuntime.kata(chart, 'Kata', {
      variant: parts.pick(KataVariant.QEMU, KataVariant.CLH),
      create: true,
      kataRelease: parts.pick(...Object.values(KataRelease)),
      ...options,
    });
  }
  if (parts.chance(0.4)) { IsolatedRuntime.sysbox(chart, 'Sysbox', { create: true, ...options }); }
  if (parts.chance(0.4)) { IsolatedRuntime.wasmtime(chart, 'Wasmtime', options); }
  if (parts.chance(0.4)) {
    IsolatedRuntime.custom(chart, 'Own', {
      runtimeClassName: 'own', handler: 'own', overhead: { cpu: kplus.Cpu.millis(100), memory: Size.mebibytes(64) },
    });
  }
  return printed(app);
}

const https = kplus.NetworkPolicyPort.tcp(443);

/** A Sandbox or a template with an intent, as each engine has it. */
export function anyIntents(parts: Parts, namespace: string): KubeObject[] {
  const app = new SandboxApp();
  const networkPolicyEngine = parts.pick(...Object.values(NetworkPolicyEngine));
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, networkPolicyEngine });
  const chart = new Chart(app, 'intents', { namespace });
  const containers = [{ image: 'registry.example.com/python:3.14' }];
  const domains = networkPolicyEngine === NetworkPolicyEngine.KUBERNETES
    ? []
    : [EgressDestination.domain('*.example.com', { ports: [https] }), EgressDestination.domain('example.org')];
  const egress = () => parts.pick(
    SandboxEgress.none(),
    SandboxEgress.internetOnly(),
    SandboxEgress.internetOnly({ ports: [https], ipv6: false, dns: Dns.cluster() }),
    SandboxEgress.to([
      ...domains,
      EgressDestination.cidr('203.0.113.0/24', { ports: [kplus.NetworkPolicyPort.tcpRange(8000, 8100)] }),
      EgressDestination.pods({ podLabels: { app: 'db' }, namespaces: ['data'] }),
    ], parts.maybe(0.4, { dns: Dns.nodeLocal() })),
    SandboxEgress.to([EgressDestination.pods({ allNamespaces: true, podLabels: { app: 'db' } })]),
  );
  const ingress = () => parts.pick(
    {}, {}, { ingress: SandboxIngress.none() },
    { ingress: SandboxIngress.of([IngressSource.cidr('192.0.2.0/24', { ports: [https] }), IngressSource.router()]) },
  );
  new Sandbox(chart, 'Reaching', { containers, egress: egress(), ...ingress() });
  new SandboxTemplate(chart, 'Templated', { containers, egress: egress(), ...ingress() });
  new Sandbox(chart, 'Alone', { containers, isolate: true });
  return printed(app);
}
