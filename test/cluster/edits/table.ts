/** The edits whose outcome is foretold and compared with what the real controllers do. */
import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Edit, NEW_ENV, NEW_IMAGE, PYTHON_OLD, Scene } from './edit';
import {
  EnvVarsInjectionPolicy,
  IIsolatedRuntime,
  IsolatedRuntime,
  OperatingMode,
  SandboxClaimOptions,
  SandboxEgress,
  SandboxTemplate,
  SandboxTemplateProps,
  WarmPoolOptions,
  WarmPoolUpdateStrategy,
} from '../../../src';

const GIB = { size: Size.gibibytes(1) };
const MEMORY = { memory: { limit: Size.mebibytes(256) } };
const HTTPS = kplus.NetworkPolicyPort.tcp(443);
const { RECREATE, ON_REPLENISH } = WarmPoolUpdateStrategy;

interface Platform {
  readonly isIsolated?: boolean;
  readonly template?: Partial<SandboxTemplateProps>;
  readonly pool?: WarmPoolOptions | null;
  readonly poolName?: string;
  readonly claim?: SandboxClaimOptions | null;
  readonly claimName?: string;
  readonly workspace?: boolean;
}

/** A template with a pool of two and a claim of one of its sandboxes. */
function platform(props: Platform = {}): (scene: Scene) => void {
  const { template = {}, pool = {}, claim = null, poolName = 'pool', claimName = 'claim', workspace } = props;
  return (scene) => {
    const made = scene.template({ ...template, ...props.isIsolated && { runtime: runtimeOf(scene) } });
    if (workspace) { made.addWorkspace('Work', '/work', GIB); }
    if (!pool) { return; }
    const from = made.addWarmPool('Pool', { replicas: 2, ...pool, metadata: scene.metadata(poolName) });
    if (claim) { from.addClaim('Claim', { ...claim, metadata: scene.metadata(claimName) }); }
  };
}

/** A RuntimeClass of the edit. Pods that name it are admitted; no node runs them. */
function runtimeOf(scene: Scene): IIsolatedRuntime {
  return IsolatedRuntime.custom(scene.chart, 'Runtime', {
    runtimeClassName: `${scene.prefix}-runtime`, handler: 'runsc',
  });
}

/** A pool of two, named alike whatever its template is. */
function pooled(scene: Scene, template: SandboxTemplate, updateStrategy: WarmPoolUpdateStrategy): void {
  template.addWarmPool('Pool', { replicas: 2, updateStrategy, metadata: scene.metadata('pool') });
}

const recreate = { pool: { updateStrategy: RECREATE } };

export const EDITS: readonly Edit[] = [
  {
    name: 'a sandbox is created',
    before: () => {},
    after: (s) => { s.sandbox('sb').addWorkspace('Home', '/h', GIB); },
  },
  { name: 'image of a sandbox', before: (s) => { s.sandbox('sb'); }, after: (s) => { s.sandbox('sb', NEW_IMAGE); } },
  { name: 'env of a sandbox', before: (s) => { s.sandbox('sb'); }, after: (s) => { s.sandbox('sb', NEW_ENV); } },
  {
    name: 'runtime of a sandbox',
    before: (s) => { s.sandbox('sb'); },
    after: (s) => { s.sandbox('sb', { runtime: runtimeOf(s) }); },
  },
  {
    name: 'label of a sandbox',
    before: (s) => { s.sandbox('sb'); },
    after: (s) => { s.sandbox('sb', { podLabels: { 'example.com/team': 'a' } }); },
  },
  {
    name: 'annotation of a sandbox',
    before: (s) => { s.sandbox('sb'); },
    after: (s) => { s.sandbox('sb', { podAnnotations: { 'example.com/team': 'a' } }); },
  },
  {
    name: 'a sandbox is suspended',
    before: (s) => { s.sandbox('sb').addWorkspace('Home', '/h', GIB); },
    after: (s) => { s.sandbox('sb', { operatingMode: OperatingMode.SUSPENDED }).addWorkspace('Home', '/h', GIB); },
  },
  {
    name: 'a sandbox is resumed',
    before: (s) => { s.sandbox('sb', { operatingMode: OperatingMode.SUSPENDED }); },
    after: (s) => { s.sandbox('sb'); },
  },
  {
    name: 'a suspended sandbox gets another image',
    before: (s) => { s.sandbox('sb', { operatingMode: OperatingMode.SUSPENDED }); },
    after: (s) => { s.sandbox('sb', { ...NEW_IMAGE, operatingMode: OperatingMode.SUSPENDED }); },
  },
  {
    name: 'a sandbox with a volume is deleted',
    before: (s) => { s.sandbox('sb').addWorkspace('Home', '/h', GIB); },
    after: () => {},
  },
  {
    name: 'a sandbox with a volume is renamed',
    before: (s) => { s.sandbox('sb').addWorkspace('Home', '/h', GIB); },
    after: (s) => { s.sandbox('other').addWorkspace('Home', '/h', GIB); },
  },
  {
    name: 'a Service is dropped',
    before: (s) => { s.sandbox('sb', { service: true }); },
    after: (s) => { s.sandbox('sb', { service: false }); },
  },
  {
    name: 'a suspended sandbox with a volume is created',
    before: () => {},
    after: (s) => { s.sandbox('sb', { operatingMode: OperatingMode.SUSPENDED }).addWorkspace('Home', '/h', GIB); },
  },
  {
    name: 'a suspended sandbox with a volume is deleted',
    before: (s) => { s.sandbox('sb', { operatingMode: OperatingMode.SUSPENDED }).addWorkspace('Home', '/h', GIB); },
    after: () => {},
  },
  {
    name: 'a sandbox is resumed with another image',
    before: (s) => { s.sandbox('sb', { operatingMode: OperatingMode.SUSPENDED }); },
    after: (s) => { s.sandbox('sb', NEW_IMAGE); },
  },
  {
    name: 'a sandbox gets a claim template',
    before: (s) => { s.sandbox('sb'); },
    after: (s) => { s.sandbox('sb').addWorkspace('Home', '/h', GIB); },
  },
  {
    name: 'a claim template grows',
    before: (s) => { s.sandbox('sb').addWorkspace('Home', '/h', GIB); },
    after: (s) => { s.sandbox('sb').addWorkspace('Home', '/h', { size: Size.gibibytes(2) }); },
  },
  {
    name: 'a time in the past ends a sandbox',
    before: (s) => { s.sandbox('sb').addWorkspace('Home', '/h', GIB); },
    after: (s) => { s.sandbox('sb', { shutdownTime: '2020-01-01T00:00:00Z' }).addWorkspace('Home', '/h', GIB); },
  },
  { name: 'a pool is created', before: () => {}, after: platform({ workspace: true }) },
  { name: 'image of a template, OnReplenish', before: platform(), after: platform({ template: NEW_IMAGE }) },
  {
    name: 'image of a template, Recreate',
    before: platform(recreate),
    after: platform({ ...recreate, template: NEW_IMAGE }),
  },
  {
    name: 'image of a template with a claim, Recreate',
    before: platform({ ...recreate, claim: {} }),
    after: platform({ ...recreate, claim: {}, template: NEW_IMAGE }),
  },
  {
    name: 'image of a template with a claim, OnReplenish',
    before: platform({ claim: {} }),
    after: platform({ claim: {}, template: NEW_IMAGE }),
  },
  {
    name: 'label of a template, Recreate',
    before: platform(recreate),
    after: platform({ ...recreate, template: { podLabels: { 'example.com/team': 'a' } } }),
  },
  { name: 'a pool grows', before: platform(), after: platform({ pool: { replicas: 3 } }) },
  { name: 'a pool shrinks', before: platform({ pool: { replicas: 3 } }), after: platform({ pool: { replicas: 1 } }) },
  { name: 'a pool is emptied', before: platform(), after: platform({ pool: { replicas: 0 } }) },
  {
    name: 'image of a template, and the pool shrinks, Recreate',
    before: platform({ pool: { ...recreate.pool, replicas: 3 } }),
    after: platform({ template: NEW_IMAGE, pool: { ...recreate.pool, replicas: 1 } }),
  },
  {
    name: 'image of a template, and the pool grows, OnReplenish',
    before: platform(),
    after: platform({ template: NEW_IMAGE, pool: { replicas: 3 } }),
  },
  {
    name: 'image of a template, and the pool shrinks, OnReplenish',
    before: platform({ pool: { replicas: 3 } }),
    after: platform({ template: NEW_IMAGE, pool: { replicas: 1 } }),
  },
  { name: 'the strategy alone', before: platform(), after: platform(recreate) },
  { name: 'image and strategy at once', before: platform(), after: platform({ ...recreate, template: NEW_IMAGE }) },
  {
    name: 'another template, equal, Recreate',
    before: (s) => { pooled(s, s.template(), RECREATE); },
    after: (s) => { pooled(s, s.template({}, 'two'), RECREATE); },
  },
  {
    name: 'another template, equal, OnReplenish',
    before: (s) => { pooled(s, s.template(), ON_REPLENISH); },
    after: (s) => { pooled(s, s.template({}, 'two'), ON_REPLENISH); },
    isStaleUnseen: true,
  },
  {
    name: 'another template with another image, OnReplenish',
    before: (s) => { pooled(s, s.template(), ON_REPLENISH); },
    after: (s) => { pooled(s, s.template(NEW_IMAGE, 'two'), ON_REPLENISH); },
  },
  { name: 'a pool and its claim are deleted', before: platform({ claim: {} }), after: (s) => { s.template(); } },
  {
    name: 'a pool is deleted, and its claim stays',
    before: platform({ claim: {} }),
    after: (s) => { platform({ claim: {} })(s); s.leaveOut('SandboxWarmPool'); },
  },
  {
    name: 'a template is deleted, and its pool and claim stay',
    before: platform({ claim: {} }),
    after: (s) => { platform({ claim: {} })(s); s.leaveOut('SandboxTemplate'); },
  },
  {
    name: 'image of a template, and the claim goes',
    before: platform({ claim: {} }),
    after: platform({ template: NEW_IMAGE }),
  },
  {
    name: 'a claim with variables comes',
    before: platform({ template: { envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED } }),
    after: platform({
      template: { envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED },
      claim: { env: [{ name: 'A', value: '1' }] },
    }),
    findings: ['ASB228'],
  },
  {
    name: 'resources of a template, Recreate',
    before: platform(recreate),
    after: platform({ ...recreate, template: { containers: [{ image: PYTHON_OLD, resources: MEMORY }] } }),
  },
  {
    name: 'runtime of a template, Recreate',
    before: platform(recreate),
    after: platform({ ...recreate, isIsolated: true }),
  },
  {
    name: 'runtime of a template with a claim, OnReplenish',
    before: platform({ claim: {} }),
    after: platform({ claim: {}, isIsolated: true }),
  },
  { name: 'a pool is renamed', before: platform(), after: platform({ poolName: 'other' }) },
  {
    name: 'a pool with a claim is renamed',
    before: platform({ claim: {} }),
    after: platform({ claim: {}, poolName: 'other' }),
  },
  { name: 'template and pool are deleted', before: platform({ claim: {} }), after: () => {} },
  {
    name: 'claim template of a template, Recreate',
    before: platform(recreate),
    after: platform({ ...recreate, workspace: true }),
  },
  {
    name: 'claim template of a template, OnReplenish',
    before: platform(),
    after: platform({ workspace: true }),
  },
  {
    name: 'Service of a template, Recreate',
    before: platform(recreate),
    after: platform({ ...recreate, template: { service: true } }),
  },
  {
    name: 'egress of a template, Recreate',
    before: platform(recreate),
    after: platform({ ...recreate, template: { egress: SandboxEgress.internetOnly({ ports: [HTTPS] }) } }),
  },
  { name: 'a claim comes', before: platform(), after: platform({ claim: {} }) },
  { name: 'a claim goes', before: platform({ claim: {}, workspace: true }), after: platform({ workspace: true }) },
  {
    name: 'a claim is renamed',
    before: platform({ claim: {}, workspace: true }),
    after: platform({ claim: {}, workspace: true, claimName: 'other' }),
  },
  {
    name: 'labels that a claim gives',
    before: platform({ claim: {} }),
    after: platform({ claim: { podLabels: { 'sandbox.users.io/team': 'a' } } }),
  },
  {
    name: 'a claim gets an end in the past',
    before: platform({ claim: {}, workspace: true }),
    after: platform({ claim: { shutdownTime: '2020-01-01T00:00:00Z' }, workspace: true }),
  },
  { name: 'all goes', before: platform({ claim: {}, workspace: true }), after: () => {} },
  {
    name: 'nothing',
    before: platform({ claim: {}, workspace: true }),
    after: platform({ claim: {}, workspace: true }),
  },
];
