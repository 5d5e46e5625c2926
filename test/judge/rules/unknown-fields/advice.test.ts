import { Kind, KIND_NAMES, KINDS } from '../../../../src/api/kinds';
import { judge } from '../../../../src/judge/rules';
import { Catalogue } from '../../../../src/release/catalogue';

const POD = { spec: { containers: [{ name: 'main', image: 'registry.example.com/devbox:2026.10' }] } };
const CLAIM = { v1beta1: { warmPoolRef: { name: 'p' } }, v1alpha1: { sandboxTemplateRef: { name: 't' } } };

/** What is wrong with an object, as `code message; remedy`. */
function told(kind: Kind, spec: object, { release = 'v1.0.5', version = 'v1beta1', root = {} } = {}): string[] {
  const object = { apiVersion: `${KINDS[kind].group}/${version}`, kind, metadata: { name: 'x' }, spec, ...root };
  const context = { release: Catalogue.standard().get(release), allowedLabelDomains: [], find: () => undefined };
  return judge(object, context).map(({ code, message, remedy }) => `${code} ${message}; ${remedy}`);
}

describe('a field that stands for another is told once, with the other', () => {
  const MODE = "use 'operatingMode': Suspended removes the pod and keeps its volumes, Running brings it back";
  const POOL = "did you mean 'warmPoolRef'? Claims of this version name a SandboxWarmPool, which names the template";
  const SERVICE =
    "use 'service: true' for a headless Service; ports are those of the containers; who may reach the pod is " +
    "said by a NetworkPolicy, or by 'networkPolicy' of a SandboxTemplate";
  const SCALING =
    "remove it: 'replicas' of a pool is one number, which a HorizontalPodAutoscaler changes between bounds";

  test.each<[Kind, object, string]>([
    ['Sandbox', { template: POD }, "template; did you mean 'podTemplate'?"],
    ['SandboxTemplate', { podTemplateSpec: POD }, "podTemplateSpec; did you mean 'podTemplate'?"],
    ['Sandbox', { podTemplte: POD }, "podTemplte; did you mean 'podTemplate'?"],
    ['Sandbox', POD.spec, "containers; did you mean 'spec.podTemplate.spec.containers'?"],
    ['Sandbox', { podTemplate: POD.spec }, "podTemplate.containers; did you mean 'spec.podTemplate.spec.containers'?"],
    ['Sandbox', { podTemplate: POD, suspend: true }, `suspend; ${MODE}`],
    ['Sandbox', { podTemplate: POD, networking: {} }, `networking; ${SERVICE}`],
    ['SandboxTemplate', { podTemplate: POD, ports: [] }, `ports; ${SERVICE}`],
    ['SandboxClaim', { templateRef: { name: 't' } }, `templateRef; ${POOL}`],
    ['SandboxClaim', { templateName: 't' }, `templateName; ${POOL}`],
    ['SandboxClaim', { poolName: 'p' }, "poolName; did you mean 'warmPoolRef: { name: p }'?"],
    [
      'SandboxClaim',
      { ...CLAIM.v1beta1, shutdownTime: 'x' },
      "shutdownTime; did you mean 'spec.lifecycle.shutdownTime'?",
    ],
    ['SandboxClaim', { ...CLAIM.v1beta1, lifecycle: { env: [] } }, "lifecycle.env; did you mean 'spec.env'?"],
    ['SandboxWarmPool', { templateRef: { name: 't' } }, "templateRef; did you mean 'sandboxTemplateRef'?"],
    ['SandboxWarmPool', { templateName: 't' }, "templateName; did you mean 'sandboxTemplateRef: { name: t }'?"],
    ['SandboxWarmPool', { sandboxTemplateRef: { name: 't' }, minReplicas: 1 }, `minReplicas; ${SCALING}`],
  ])('%s %j', (kind, spec, expected) => {
    const [path, ...remedy] = expected.split('; ');
    const name = path.split('.').pop();
    expect(told(kind, spec)).toEqual([`ASB101 spec.${path}: there is no field '${name}'; ${remedy.join('; ')}`]);
  });

  test('a field of another version', () => {
    expect(told('SandboxClaim', { sandboxTemplateRef: { name: 't' } })).toEqual([
      `ASB101 v1.0.5 does not have spec.sandboxTemplateRef; ${POOL}`,
    ]);
    expect(told('SandboxClaim', { warmpool: 'python' })).toEqual([
      "ASB101 v1.0.5 does not have spec.warmpool; did you mean 'warmPoolRef: { name: python }'?",
    ]);
    expect(told('Sandbox', { podTemplate: POD, replicas: 0 })).toEqual([
      `ASB101 v1.0.5 does not have spec.replicas; ${MODE}`,
    ]);
    expect(told('Sandbox', { podTemplate: POD, replicas: 3 })).toEqual([
      'ASB101 v1.0.5 does not have spec.replicas; remove it: ' +
        'a Sandbox is one pod; a SandboxWarmPool keeps several ready',
    ]);
    expect(
      told(
        'SandboxClaim',
        { ...CLAIM.v1alpha1, warmpool: 'p', volumeClaimTemplates: [] },
        { release: 'v0.5.6', version: 'v1alpha1' },
      ),
    ).toEqual([
      'ASB101 extensions.agents.x-k8s.io/v1alpha1 does not have spec.volumeClaimTemplates, ' +
        'which v1beta1 has; write the object in ' +
        'v1beta1, or remove the field',
    ]);
  });

  test('as the version has it', () => {
    const old = { release: 'v0.4.6', version: 'v1alpha1' };
    expect(told('SandboxClaim', { templateName: 't' }, old)).toEqual([
      "ASB101 spec.templateName: there is no field 'templateName'; did you mean 'sandboxTemplateRef: { name: t }'?",
    ]);
    expect(told('Sandbox', { podTemplate: POD, suspend: true }, old)).toEqual([
      "ASB101 spec.suspend: there is no field 'suspend'; use 'replicas': " +
        '0 removes the pod and keeps its volumes, 1 brings it back',
    ]);
  });

  test('outside of spec', () => {
    expect(told('Sandbox', {}, { root: { spec: undefined, podTemplate: POD } })).toEqual([
      "ASB101 podTemplate: there is no field 'podTemplate'; did you mean 'spec.podTemplate'?",
    ]);
  });

  test('what is missing besides is told, and so is what is like nothing', () => {
    expect(told('Sandbox', { nonsense: 1 })).toEqual([
      expect.stringMatching(
        /^ASB101 spec\.nonsense: there is no field 'nonsense'; .*; remove it: the API server would refuse or drop it$/,
      ),
      "ASB102 spec.podTemplate: the field 'podTemplate' is required; undefined",
    ]);
  });

  test('what is refused is judged no further', () => {
    expect(told('Sandbox', { template: POD, operatingMode: 'Suspended' })).toHaveLength(1);
  });
});

describe('fails if the group, version or kind is not served', () => {
  const served = (kind: string) =>
    `write 'apiVersion: ${kind === 'Sandbox' ? '' : 'extensions.'}agents.x-k8s.io/v1beta1'`;

  test.each<[string, string, string]>([
    [
      'agents.x-k8s.io/v1beta1',
      'SandboxTemplate',
      "SandboxTemplate is not in 'agents.x-k8s.io/v1beta1': its group is extensions.agents.x-k8s.io",
    ],
    [
      'extensions.agents.x-k8s.io/v1beta1',
      'Sandbox',
      "Sandbox is not in 'extensions.agents.x-k8s.io/v1beta1': its group is agents.x-k8s.io",
    ],
    ['agents.x-k8s.io', 'Sandbox', "'agents.x-k8s.io' has no version"],
    ['agents.x-k8s.io/v1', 'Sandbox', 'v1.0.5 does not serve Sandbox in agents.x-k8s.io/v1'],
    [
      'agents.x-k8s.io/v1alpha1',
      'Sandbox',
      'v1.0.5 does not serve Sandbox in agents.x-k8s.io/v1alpha1, which v0.1.0 to v0.5.6 serve',
    ],
  ])('%s %s', (apiVersion, kind, message) => {
    expect(told('Sandbox', {}, { root: { apiVersion, kind } })).toEqual([`ASB102 ${message}; ${served(kind)}`]);
  });

  test.each<[string, Kind]>([
    ['sandbox', 'Sandbox'],
    ['Sandboxes', 'Sandbox'],
    ['sandboxtemplate', 'SandboxTemplate'],
    ['WarmPool', 'SandboxWarmPool'],
    ['SandBoxClaim', 'SandboxClaim'],
    ['swp', 'SandboxWarmPool'],
  ])('kind %s', (kind, meant) => {
    expect(told('Sandbox', {}, { root: { kind } })).toEqual([
      `ASB102 there is no kind '${kind}'; did you mean '${meant}'?`,
    ]);
  });

  test('a kind of others', () => {
    expect(told('Sandbox', {}, { root: { kind: 'Deployment' } })).toEqual([
      "ASB102 there is no kind 'Deployment' in 'agents.x-k8s.io/v1beta1'; " +
        `use ${KIND_NAMES.slice(0, -1).join(', ')} or SandboxWarmPool`,
    ]);
  });
});
