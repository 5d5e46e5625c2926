/** What an editor shows with the schemas that `schema` writes: the YAML language server, headless. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../../src/release/catalogue';
import { editor } from '../../support/language-server';

const catalogue = Catalogue.standard();
const DIST = join(__dirname, '../../../dist');
const newest = editor(catalogue.latest);

/** Each line is wrong in another way. */
const FAULTY: ReadonlyArray<readonly [line: string, message: RegExp]> = [
  ['metadata: { name: dev, lables: {} }', /lables/],
  ['spec:', /./],
  ['  servce: true', /servce/],
  ['  operatingMode: Paused', /Running.*Suspended/],
  ['  podTemplate:', /./],
  ['    spec:', /./],
  ['      dnsPolicy: Clusterfirst', /ClusterFirst/],
  ['      restartPolicy: Sometimes', /OnFailure/],
  ['      terminationGracePeriodSeconds: soon', /integer/],
  ['      tolerations: [{ operator: Exists, effect: NoSchedul }]', /NoSchedule/],
  ['      volumes: [{ name: My_Vol, emptyDir: {} }]', /use at most 63 lower-case letters/],
  ['      containers:', /./],
  ['        - name: My_Main', /use at most 63 lower-case letters/],
  ['          imgae: registry.example.com/a:1', /imgae/],
  ['          imagePullPolicy: IfNotPresnt', /IfNotPresent/],
  ['          ports: [{ containerPort: 70000 }]', /65535/],
  ['          resources: { limits: { memory: lots } }', /pattern/],
  ['          securityContext: { runAsUser: -1, seccompProfile: { type: Local } }', /0/],
  ['          livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: -1 }', /0/],
];
const SOUND = ['spec:', '  podTemplate:', '    spec:', '      containers:'];
const HEAD = 'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\n';

/** Texts up to a field, and a word of its sentence. */
const FIELDS: ReadonlyArray<readonly [path: string, word: string]> = [
  ['kind', 'Kind'],
  ['metadata', 'labels'],
  ['metadata.namespace', 'Namespace'],
  ['spec.operatingMode', 'Suspended'],
  ['spec.podTemplate', 'pod'],
  ['spec.shutdownTime', 'expires'],
  ['spec.volumeClaimTemplates', 'outlive'],
  ['spec.podTemplate.spec.runtimeClassName', 'gVisor'],
  ['spec.podTemplate.spec.hostUsers', 'user namespace'],
  ['spec.podTemplate.spec.schedulingGroup', 'together'],
  ['spec.podTemplate.spec.evictionResponders', 'evicted'],
  ['spec.podTemplate.spec.securityContext.seLinuxOptions', 'SELinux'],
  ['spec.podTemplate.spec.securityContext.supplementalGroupsPolicy', 'Strict'],
  ['spec.podTemplate.spec.dnsConfig.nameservers', 'three'],
  ['spec.podTemplate.spec.containers[].image', 'digest'],
  ['spec.podTemplate.spec.containers[].stdinOnce', 'attaches'],
  ['spec.podTemplate.spec.containers[].lifecycle.stopSignal', 'SIGTERM'],
  ['spec.podTemplate.spec.containers[].livenessProbe.grpc.service', 'health'],
  ['spec.podTemplate.spec.volumes[].ephemeral', 'PersistentVolumeClaim'],
  ['spec.podTemplate.spec.volumes[].projected.sources[].podCertificate', 'kubelet'],
  ['spec.podTemplate.spec.volumes[].iscsi.lun', 'logical unit'],
  ['spec.podTemplate.spec.topologySpreadConstraints[].maxSkew', 'differ'],
];

/** A Sandbox with the fields of a path alone, and `|` in the name of the last. */
function withField(path: string): string {
  let indent = '';
  const lines = path.split('.').map((part, index, parts) => {
    const name = part.replace('[]', '');
    const line = `${indent}${index === parts.length - 1 ? `${name.slice(0, 1)}|${name.slice(1)}` : name}:`;
    indent = `${indent.replace('-', ' ')}  ${part.endsWith('[]') ? '- ' : ''}`;
    return line;
  });
  const text = lines.join('\n');
  return path === 'kind' ? 'apiVersion: agents.x-k8s.io/v1beta1\nk|ind: Sandbox\n' : `${HEAD}${text}\n`;
}

describe('an editor reports', () => {
  test('each fault of a faulty file, at its line', async () => {
    const text = HEAD + FAULTY.map(([line]) => line).join('\n');
    const reported = await newest.diagnostics(text);
    const missed = FAULTY.filter(([line, message], index) => (
      !reported.some(({ range, message: said }) => range.start.line === index + 2 && message.test(said)) &&
      !line.trim().endsWith(':')
    ));
    expect(missed).toEqual([]);
    expect(reported.length).toBeGreaterThanOrEqual(FAULTY.length - SOUND.length);
  });

  test.each(readdirSync(DIST))('nothing in dist/%s', async (id) => {
    const opened = editor(catalogue.get(id));
    const files = readdirSync(join(DIST, id)).filter((file) => file.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect([file, await opened.diagnostics(readFileSync(join(DIST, id, file), 'utf8'))]).toEqual([file, []]);
    }
  });

  test('a misspelt kind, and nothing in the same kind of another group', async () => {
    const [fault] = await newest.diagnostics(HEAD.replace('Sandbox', 'Sandbxo'));
    expect(fault.message).toContain('Sandbox');
    expect(await newest.diagnostics('apiVersion: example.com/v1\nkind: Sandbox\nspec: { any: 1 }\n')).toEqual([]);
  });
});

describe('an editor explains', () => {
  test.each(FIELDS)('%s', async (path, word) => {
    expect(await newest.hover(withField(path))).toContain(word);
  });
});

describe('an editor offers', () => {
  const labels = async (text: string, file?: string) => (
    (await (file ? editor(catalogue.latest, file) : newest).completions(text)).map(({ label }) => label)
  );

  test.each(['all.json', 'sandbox.json'])('objects, apiVersion once and no title, by %s', async (file) => {
    const offered = await labels('|', file);
    expect(offered.filter((label) => label === 'apiVersion')).toEqual(['apiVersion']);
    expect(offered.filter((label) => label === 'kind')).toEqual(['kind']);
    expect(offered).not.toContain('title');
    expect(offered).toContain('Sandbox with a workspace (v1beta1)');
    expect(offered.filter((label) => label.startsWith('SandboxClaim')).length > 1).toBe(file === 'all.json');
  });

  test('after the type: its fields, and no other object', async () => {
    const offered = await labels(`${HEAD}|`);
    expect(offered).toEqual(expect.arrayContaining(['metadata', 'spec']));
    expect(offered.filter((label) => label === 'apiVersion' || label.includes(' '))).toEqual([]);
  });

  test('fields of a pod that are mappings with their colon', async () => {
    const offered = await newest.completions(`${HEAD}spec:\n  podTemplate:\n    spec:\n      |`);
    const texts = new Map(offered.map(({ label, insertText }) => [label, insertText]));
    for (const field of ['affinity', 'securityContext', 'dnsConfig']) { expect(texts.get(field)).toMatch(/^\w+:\n/); }
  });

  test('the values of a field', async () => {
    const spec = `${HEAD}spec:\n  podTemplate:\n    spec:\n      `;
    expect((await labels(`${spec}dnsPolicy: |`)).sort()).toEqual(
      ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
    );
    expect((await labels(`${spec}tolerations:\n        - effect: |`)).sort()).toEqual(
      ['NoExecute', 'NoSchedule', 'PreferNoSchedule'],
    );
    expect(await labels('kind: |')).toEqual(['Sandbox', 'SandboxClaim', 'SandboxTemplate', 'SandboxWarmPool']);
  });
});
