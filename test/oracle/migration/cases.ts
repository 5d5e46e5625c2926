/** Objects of v1alpha1 of all kinds, in several forms of text. */
import { KIND_NAMES, KINDS } from '../../../src/api/kinds';
import { servedKind } from '../../../src/judge/schema';
import { Catalogue } from '../../../src/release/catalogue';
import { emitAsIs } from '../../../src/synth/yaml-emitter';
import { generate } from '../structural/generator';
import { Random } from '../structural/random';

/** The release whose webhook converts. */
export const CONVERTING = Catalogue.standard().get('v0.5.6');

const TEMPLATES = ['python', 'a', 'yes', '0x1f', '12', 'node-20'];
const POOLS = [undefined, 'none', 'default', '', 'fast', 'on', '1e3', 'shadow-pool-a'];
const POLICY = 'api.agents.x-k8s.io/v1beta1-volume-claim-templates-policy';

/** An object that the schema of v1alpha1 accepts, with values that conversion reads. */
export function oldObject(seed: number): any {
  const random = new Random(seed * 7919 + 17);
  const kind = KIND_NAMES[seed % KIND_NAMES.length];
  const apiVersion = `${KINDS[kind].group}/v1alpha1`;
  const { schema } = servedKind(CONVERTING, apiVersion, kind)!;
  // A time with a small t passes the schema of the API server, and fails the webhook.
  const { spec, status } = JSON.parse(JSON.stringify(generate(schema, random)).replace(/(\d)t(\d)/g, '$1T$2'));
  const object: any = {
    apiVersion,
    kind,
    metadata: {
      name: `sample-${seed}`,
      ...(random.chance(0.7) && { namespace: random.pick(['team-a', 'team-b']) }),
      ...(random.chance(0.3) && { labels: { app: 'sample' } }),
      ...(random.chance(0.2) && { annotations: { note: random.pick(['"quoted"', 'a: b # c', '', 'ä€😀']) } }),
    },
    spec,
    ...(status && random.chance(0.5) && { status }),
  };
  switch (kind) {
    case 'Sandbox': {
      delete spec.replicas;
      if (random.chance(0.7)) { spec.replicas = random.below(2); }
      break;
    }
    case 'SandboxClaim': {
      spec.sandboxTemplateRef = { name: random.pick(TEMPLATES) };
      delete spec.warmpool;
      const warmpool = random.pick(POOLS);
      if (warmpool !== undefined) { spec.warmpool = warmpool; }
      if (random.chance(0.4)) {
        object.status = {
          ...object.status,
          sandbox: { name: random.pick(['fast-x2k4p', object.metadata.name, 'sole', 'a-b-c-1']) },
        };
      }
      break;
    }
    case 'SandboxTemplate': {
      if (random.chance(0.2)) {
        object.metadata.annotations = {
          ...object.metadata.annotations,
          [POLICY]: random.pick(['Disallowed', 'Allowed', 'Overrides']),
        };
      }
      break;
    }
    default: spec.sandboxTemplateRef = { name: random.pick(TEMPLATES) };
  }
  return object;
}

/** Forms in which the same objects are written. */
export const STYLES: ReadonlyArray<readonly [name: string, file: string, print: (objects: readonly any[]) => string]> =
  [
    ['YAML', 'objects.yaml', (objects) => objects.map((each) => emitAsIs(each)!).join('---\n')],
    [
      'YAML with a byte order mark and the line ends of Windows',
      'windows.yaml',
      (objects) =>
        `\ufeff${objects
          .map((each) => emitAsIs(each)!)
          .join('---\n')
          .replace(/\n/g, '\r\n')}`,
    ],
    ['a list of YAML', 'list.yaml', (items) => emitAsIs({ apiVersion: 'v1', kind: 'List', items })!],
    ['flow style', 'flow.yaml', (objects) => objects.map((each) => `${JSON.stringify(each)}\n`).join('---\n')],
    ['a list of JSON', 'list.json', (items) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)],
    ['JSON values', 'values.json', (objects) => objects.map((each) => JSON.stringify(each, null, '\t')).join('\n')],
  ];
