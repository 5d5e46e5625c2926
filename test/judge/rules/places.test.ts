import { DocumentObject, readChunk, split } from '../../../src/documents';
import { ManifestJudge } from '../../../src/judge/manifests';
import { judgeInPlace, RULES } from '../../../src/judge/rules';
import { Located } from '../../../src/judge/rules/located';
import { judgeOtherKind, OTHER_RULES } from '../../../src/judge/rules/other-kinds';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../src/release/catalogue';

const KINDS: Readonly<Record<string, string>> = {
  Sandbox: 'agents.x-k8s.io',
  SandboxTemplate: 'extensions.agents.x-k8s.io',
  SandboxWarmPool: 'extensions.agents.x-k8s.io',
  SandboxClaim: 'extensions.agents.x-k8s.io',
};
const object = (kind: string, name: string, spec: string, version = 'v1beta1') =>
  `apiVersion: ${KINDS[kind]}/${version}\nkind: ${kind}\n` +
  `metadata:\n  namespace: research\n  name: ${name}\nspec:\n${spec}`;
const CONTAINER = '      containers:\n      - name: main\n        image: registry.example.com/devbox:2026.10\n';
const POD = `  podTemplate:\n    spec:\n${CONTAINER}`;
const MOUNTED = `${POD}        volumeMounts:\n        - { name: home, mountPath: /home }\n`;
const SIZE = 'resources: { requests: { storage: 1Gi } }';
const CLAIMED = `  volumeClaimTemplates:\n  - metadata:\n      name: home\n    spec: { accessModes: [ReadWriteOnce], ${SIZE} }\n`;
const TEMPLATE = object('SandboxTemplate', 'python', POD);
const OPEN = object(
  'SandboxTemplate',
  'python',
  `${MOUNTED}  envVarsInjectionPolicy: Allowed\n  volumeClaimTemplatesPolicy: Allowed\n`,
);
const POOL = object('SandboxWarmPool', 'pool', '  replicas: 0\n  sandboxTemplateRef:\n    name: python\n');
const FULL = POOL.replace('replicas: 0', 'replicas: 2');
const MARKED_POOL = FULL.replace('name: python', 'name: python # <--');
const END = '  shutdownTime: "2026-12-31T18:00:00Z"\n';
const claim = (spec: string) => object('SandboxClaim', 'nightly', `  warmPoolRef: { name: pool }\n${spec}`);
const long = 'a'.repeat(64);

/** The code, what it points at, and the objects, of which one has a mark behind the line to point at. */
type Case = [code: string, what: string, texts: readonly string[], options?: Options];

interface Options {
  readonly release?: string;
  readonly closedWorld?: boolean;
}

const CONTROLLER = 'agent-sandbox-controller';
const BOUND = `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${CONTROLLER} }`;
const ROUTER = controller('router');
const GO_ROUTER = 'agent-sandbox/sandbox-router-go';
const MONITOR = `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: a, namespace: agent-sandbox-system }
spec:
  selector: { matchLabels: { app: ${CONTROLLER} } }
  endpoints:
  - port: http # <--
`;
function query(expr: string): string {
  return `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: a, namespace: monitoring }
spec:
  groups:
  - name: a
    rules:
    - alert: A
      expr: ${expr} # <--
`;
}
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: a, namespace: research }
spec:
  podSelector: { matchLabels: { app: sandbox-router } }
  egress:
  - ports: [{ port: 443 }]
    to: # <--
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: default } }
`;
const POOLED_HPA = hpa('SandboxWarmPool', 'pool', 'extensions.agents.x-k8s.io');
const SCALED = POOLED_HPA.replace('autoscaling/v2', 'keda.sh/v1alpha1').replace(
  'HorizontalPodAutoscaler',
  'ScaledObject',
);

const CASES: Case[] = [
  ['ASB101', 'a field', [object('Sandbox', 'dev', `${POD}  nonsense: 1 # <--\n`)]],
  ['ASB102', 'a value', [object('Sandbox', 'dev', `${POD}  service: "yes" # <--\n`)]],
  [
    'ASB201',
    'a label',
    [
      object(
        'Sandbox',
        'dev',
        '  podTemplate:\n    metadata:\n      labels:\n        app: dev\n' +
          `        agents.x-k8s.io/a: b # <--\n    spec:\n${CONTAINER}`,
      ),
    ],
  ],
  ['ASB202', 'a name', [object('Sandbox', `${long} # <--`, `${POD}  service: true\n`)]],
  ['ASB203', 'what starts it cold', [OPEN, FULL, claim('  env: # <--\n  - { name: SEED, value: "7" }\n')]],
  ['ASB204', 'variables where none may be', [TEMPLATE, POOL, claim('  env: # <--\n  - { name: SEED, value: "7" }\n')]],
  [
    'ASB204',
    'the container',
    [
      OPEN,
      POOL,
      claim(
        '  env:\n  - { name: SEED, value: "7" }\n  - name: OTHER\n    value: "7"\n    containerName: second # <--\n',
      ),
    ],
  ],
  [
    'ASB204',
    'the variable',
    [
      OPEN.replace('        volumeMounts', '        env: [{ name: SEED, value: "1" }]\n        volumeMounts'),
      POOL,
      claim('  env:\n  - value: "7"\n    name: SEED # <--\n'),
    ],
  ],
  [
    'ASB205',
    'a label of a claim',
    [claim('  additionalPodMetadata:\n    labels:\n      sandbox.users.io/a: b\n      user: a # <--\n')],
  ],
  [
    'ASB205',
    'an annotation of a claim',
    [claim('  additionalPodMetadata:\n    annotations:\n      k8s.io/a: b # <--\n')],
  ],
  ['ASB206', 'volumes where none may be', [TEMPLATE, POOL, claim(CLAIMED.replace('Templates:', 'Templates: # <--'))]],
  ['ASB206', 'the volume', [OPEN.replace(/$/, CLAIMED), POOL, claim(CLAIMED.replace('home', 'home # <--'))]],
  ['ASB208', 'the time', [TEMPLATE, POOL, claim('  lifecycle:\n    ttlSecondsAfterFinished: 60 # <--\n')]],
  [
    'ASB209',
    'a mount of nothing',
    [
      object(
        'Sandbox',
        'dev',
        MOUNTED.replace('- { name: home, mountPath: /home }', '- name: home # <--\n          mountPath: /home'),
      ),
    ],
  ],
  [
    'ASB209',
    'a volume of a name that another has',
    [
      object(
        'Sandbox',
        'dev',
        `${MOUNTED}${CLAIMED}${CLAIMED.split('\n').slice(1).join('\n').replace('home', 'home # <--')}`,
      ),
    ],
  ],
  [
    'ASB209',
    'a container of a name that another has',
    [
      object(
        'Sandbox',
        'dev',
        '  podTemplate:\n    spec:\n      initContainers:\n      - name: main # <--\n' +
          `        image: registry.example.com/fetch:1\n${CONTAINER}`,
      ),
    ],
  ],
  [
    'ASB210',
    'the count',
    [FULL.replace('replicas: 2', 'replicas: 2 # <--'), hpa('SandboxWarmPool', 'pool', 'extensions.agents.x-k8s.io')],
  ],
  ['ASB213', 'the reference', [POOL.replace('    name: python', '    name: python # <--')], { closedWorld: true }],
  ['ASB214', 'the Service', [object('Sandbox', 'dev', `${POD}  service: true # <--\n`)], { release: 'v0.5.3' }],
  [
    'ASB215',
    'the class',
    [object('Sandbox', 'dev', `${POD}      runtimeClassName: gvisr # <--\n`)],
    { closedWorld: true },
  ],
  [
    'ASB216',
    'the policy of the pod',
    [object('SandboxTemplate', 'python', `${POD}      dnsPolicy: ClusterFirst # <--\n`)],
  ],
  [
    'ASB216',
    'the rules',
    [object('SandboxTemplate', 'python', `${POD}  networkPolicy:\n    egress: # <--\n    - ports: [{ port: 443 }]\n`)],
  ],
  [
    'ASB216',
    'the template of a pool',
    [
      object('SandboxTemplate', 'python', POD, 'v1alpha1'),
      FULL.replace('v1beta1', 'v1alpha1').replace('name: python', 'name: python # <--'),
    ],
    { release: 'v0.2.1' },
  ],
  ['ASB217', 'the image', [controller('one'), controller('two').replace(/(:v1.0.5)/, '$1 # <--')]],
  ['ASB218', 'the name', [POOL, POOL.replace('name: pool', 'name: pool # <--'), TEMPLATE]],
  [
    'ASB227',
    'the template',
    [object('SandboxClaim', 'nightly', '  sandboxTemplateRef:\n    name: python # <--\n', 'v1alpha1')],
    { release: 'v0.5.6' },
  ],
  [
    'ASB228',
    'the variables',
    [
      object(
        'SandboxClaim',
        'nightly',
        '  sandboxTemplateRef: { name: python }\n  env: # <--\n  - { name: SEED, value: "7" }\n',
        'v1alpha1',
      ),
    ],
    { release: 'v0.4.6' },
  ],
  ['ASB219', 'the list', [object('Sandbox', 'dev', `${POD}  shutdownTime: [] # <--\n`)]],
  ['ASB219', 'the list of a claim', [claim('  lifecycle:\n    shutdownTime: [] # <--\n')]],
  ['ASB222', 'a policy without a time', [object('Sandbox', 'dev', `${POD}  shutdownPolicy: Delete # <--\n`)]],
  [
    'ASB222',
    'a policy of a claim without a time',
    [claim('  lifecycle:\n    shutdownPolicy: DeleteForeground # <--\n')],
  ],
  [
    'ASB222',
    'rules that nobody applies',
    [
      object(
        'SandboxTemplate',
        'python',
        `${POD}  networkPolicyManagement: Unmanaged\n  networkPolicy: # <--\n    egress: []\n`,
      ),
    ],
  ],
  [
    'ASB223',
    'no name',
    [object('Sandbox', 'dev', `${MOUNTED}${CLAIMED}  - spec: { accessModes: [ReadWriteOnce], ${SIZE} } # <--\n`)],
  ],
  [
    'ASB223',
    'an access mode',
    [
      object(
        'Sandbox',
        'dev',
        `${MOUNTED}${CLAIMED.replace('    spec: { accessModes: [ReadWriteOnce],', '    spec:\n      accessModes:\n      - ReadWriteOnce\n      - ReadWriteTwice # <--\n     ').replace('1Gi } } }', '1Gi } }')}`,
      ),
    ],
  ],
  ['ASB224', 'the volume', [object('Sandbox', 'dev', `${POD}${CLAIMED.replace('home', 'home # <--')}`)]],
  ['ASB225', 'the kind', [hpa('Sandbox', 'dev', 'agents.x-k8s.io').replace('kind: Sandbox', 'kind: Sandbox # <--')]],
  [
    'ASB226',
    'the arguments',
    [TEMPLATE, controller('one').replace('args: []', 'args: [] # <--').replace(', --extensions', '')],
  ],
  [
    'ASB230',
    'the user',
    [
      object(
        'Sandbox',
        'dev',
        `${POD}      securityContext:\n        runAsNonRoot: true\n        runAsUser: 0 # <--\n`,
      ),
    ],
  ],
  [
    'ASB231',
    'the settings of the pod',
    [object('Sandbox', 'dev', `${MOUNTED}      securityContext: { runAsUser: 1000 } # <--\n${CLAIMED}`)],
  ],
  ['ASB232', 'the template', [withPod('      activeDeadlineSeconds: 600\n'), MARKED_POOL]],
  ['ASB233', 'the template', [withPod('        ports: [{ containerPort: 8080 }]\n'), MARKED_POOL]],
  ['ASB234', 'the template', [withPod('      schedulingGates: [{ name: example.com/quota }]\n'), MARKED_POOL]],
  [
    'ASB236',
    'the policy',
    [object('Sandbox', 'dev', `${MOUNTED}${CLAIMED}${END}  shutdownPolicy: Delete # <--\n`)],
  ],
  [
    'ASB236',
    'the end of a claim',
    [
      object('SandboxTemplate', 'python', `${MOUNTED}${CLAIMED}`),
      POOL,
      claim(`  lifecycle:\n    ${END.trim()} # <--\n`),
    ],
  ],
  [
    'ASB237',
    'the pool',
    [
      withPod('      runtimeClassName: kata-qemu\n'),
      POOL,
      claim('').replace('{ name: pool }', '\n    name: pool # <--'),
    ],
  ],
  [
    'ASB238',
    'the policy of restarts',
    [object('Sandbox', 'dev', `${MOUNTED}      restartPolicy: Never # <--\n${CLAIMED}  service: true\n`)],
  ],
  ['ASB242', 'the value', [claim('  env:\n  - name: API_TOKEN\n    value: abcdefgh # <--\n')]],
  ['ASB260', 'a field that is dropped', [object('Sandbox', 'dev', `${POD}        lifecycle:\n          stopSignal: SIGTERM # <--\n`)]],
  [
    'ASB261',
    'an amount',
    [object('Sandbox', 'dev', `${POD}        resources: { limits: {\n          memory: 512m } } # <--\n`)],
  ],
  [
    'ASB263',
    'the protocol',
    [`${TEMPLATE}  networkPolicy:\n    egress:\n    - ports:\n      - port: 443\n        protocol: tcp # <--\n`],
  ],
  ['ASB264', 'the name', [POOL.replace('name: python', 'name: My_Template # <--')]],
  ['ASB264', 'the name of a pool', [object('SandboxClaim', 'nightly', '  warmPoolRef:\n    name: "" # <--\n')]],
  [
    'ASB265',
    'the source',
    [
      object('Sandbox', 'dev', MOUNTED + CLAIMED.replace(/spec: .*/, 'spec:\n      accessModes: [ReadWriteOnce]\n'
        + `      ${SIZE}\n      dataSource: { kind: VolumeSnapshot, name: a } # <--`)),
    ],
  ],
  [
    'ASB433',
    'the label of spot nodes',
    [object('Sandbox', 'dev', '  podTemplate:\n    metadata: { annotations: { karpenter.sh/do-not-disrupt: "true" } }\n'
      + `    spec:\n      nodeSelector:\n        cloud.google.com/gke-spot: "true" # <--\n${CONTAINER}`)],
  ],
  ['ASB262', 'an image', [object('Sandbox', 'dev', POD.replace(/registry.*/, 'MyOrg/a # <--'))]],
  ['ASB244', 'the number', [object('Sandbox', 'dev', `${POD}      priority: 5 # <--\n`)]],
  ['ASB245', 'the name', [
    object('Sandbox', 'dev', `${POD}      serviceAccountName: robot # <--\n`),
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: robot, namespace: other }\n',
  ]],
  ['ASB251', 'the count', [POOLED_HPA.replace('maxReplicas: 5', 'maxReplicas: 5\n  minReplicas: 0 # <--')]],
  ['ASB252', 'the spec, where there is no metric', [TEMPLATE, POOL, POOLED_HPA.replace('spec:', 'spec: # <--')]],
  ['ASB253', 'the target', [POOL, POOLED_HPA, SCALED.replace('scaleTargetRef:', 'scaleTargetRef: # <--')]],
  ['ASB254', 'the name', [POOLED_HPA.replace('name: pool', 'name: pool # <--')], { closedWorld: true }],
  ['ASB255', 'the kind', [rbac('RoleBinding', `${BOUND}\nsubjects: [{ kind: ServiceAccount, name: ${CONTROLLER} }]\n`)
    .replace('kind: RoleBinding', 'kind: RoleBinding # <--')]],
  [
    'ASB256',
    'the resource',
    [rbac('Role', 'rules:\n- apiGroups: [agents.x-k8s.io]\n  resources:\n  - sandbox # <--\n  verbs: [get]\n')],
  ],
  ['ASB257', 'the image', [ROUTER.replace('agent-sandbox-controller:v1.0.5', `${GO_ROUTER}:latest # <--`)]],
  ['ASB460', 'the query', [query('agent_sandbox_claims')]],
  ['ASB461', 'the query', [query('agent_sandboxes{warmpool_name="a"}')]],
  ['ASB462', 'the query', [query('agent_sandboxes{expired="yes"}')]],
  ['ASB463', 'the port', [MONITOR]],
  ['ASB258', 'the peers', [POLICY]],
];

function withPod(more: string): string {
  return object('SandboxTemplate', 'python', POD + more);
}

function rbac(kind: string, rest: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: { name: a, namespace: research }\n${rest}`;
}

function hpa(kind: string, name: string, group: string): string {
  return (
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n' +
    'metadata: { name: scaling, namespace: research }\nspec:\n  maxReplicas: 5\n' +
    `  scaleTargetRef:\n    apiVersion: ${group}/v1beta1\n    kind: ${kind}\n    name: ${name}\n`
  );
}

function controller(name: string): string {
  return (
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: agent-sandbox-system }\n` +
    `spec:\n  selector: { matchLabels: { app: ${name} } }\n  template:\n` +
    `    metadata: { labels: { app: ${name} } }\n    spec:\n` +
    '      containers:\n      - name: controller\n        args: []\n' +
    '        image: registry.example.com/agent-sandbox-controller:v1.0.5\n'
  );
}

/** Where the line with the mark begins, as `line:column`: keys are pointed at, and items of lists that have none. */
function marked(text: string): string {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('# <--'));
  return `${line + 1}:${lines[line].search(/[^ -]/) + 1}`;
}

test.each<Case>(CASES)('%s points at %s', (code, _, texts, { release, closedWorld = false } = {}) => {
  const text = texts.join('---\n');
  const manifests = new ManifestJudge({
    release: Catalogue.standard().get(release ?? 'v1.0.5'),
    closedWorld,
    keepObjects: false,
  });
  for (const chunk of split([text])) { manifests.read({ name: 'a.yaml', isStrict: true }, chunk); }
  const { findings } = manifests.finish();
  expect(
    findings.filter(({ finding }) => finding.code === code).map(({ line, column }) => `${line}:${column}`),
  ).toEqual([marked(text)]);
});

describe('changes', () => {
  const context = { release: Catalogue.standard().get('v1.0.5'), allowedLabelDomains: [], find: () => undefined };
  const one = (text: string): DocumentObject => readChunk({ text, line: 1 })[0];
  const places = (located: readonly Located[], source: DocumentObject) => located.map(({ finding, path }) => {
    const { line, column } = source.position(path);
    return `${finding.code} ${line}:${column}`;
  });

  test('ASB220 points at what changed', () => {
    const text = object('Sandbox', 'dev', POD.replace('    spec:', '    spec: # <--'));
    const now = one(text);
    const old = one(object('Sandbox', 'dev', POD.replace('2026.10', '2026.09'))).value as KubeObject;
    expect(places(judgeInPlace(now.value as KubeObject, { ...context, old: () => old }), now)).toEqual([
      `ASB220 ${marked(text)}`,
    ]);
  });

  test('ASB235 points at the mode', () => {
    const volumes = '      volumes: [{ name: home, emptyDir: {} }]\n';
    const now = one(object('Sandbox', 'dev', `${MOUNTED}${volumes}  operatingMode: Suspended\n`));
    const old = one(object('Sandbox', 'dev', `${MOUNTED}${volumes}`)).value as KubeObject;
    expect(places(judgeInPlace(now.value as KubeObject, { ...context, old: () => old }), now)).toEqual([
      'ASB235 15:3',
    ]);
  });

  test('ASB221 points at the handler', () => {
    const now = one('apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: gvisor }\nhandler: gvisor\n');
    const old = { ...now.value as KubeObject, handler: 'runsc' };
    expect(places(judgeOtherKind(now.value as KubeObject, { ...context, old: () => old }), now)).toEqual([
      'ASB221 4:1',
    ]);
  });
});

test('every rule about what the controller makes of objects has a case', () => {
  const codes = [...RULES, ...OTHER_RULES].map(({ code }) => code).filter((code) => code.startsWith('ASB2'));
  const without = ['ASB220', 'ASB221', 'ASB235', 'ASB243', ...CASES.map(([code]) => code)];
  expect(codes.filter((code) => !without.includes(code))).toEqual([]);
});
