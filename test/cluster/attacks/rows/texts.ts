/** An operator hides fields in a text that readers disagree on: the API server judges the object that it stores. */
import { Attack, attacksOf, by } from '../attack';
import { sandbox, template } from '../objects';
import { create, createFrom, Request } from '../requests';

const YAML = 'application/yaml';
const JSON_TYPE = 'application/json';

/** Characters by their code points, as they would be invisible here. */
const character = (codePoint: number) => String.fromCodePoint(codePoint);

/** The legitimate Sandbox, with a text before the first field of its pod. */
const yaml = (before: string): string => {
  const { spec, metadata, apiVersion, kind } = sandbox() as unknown as Record<string, never>;
  const { podTemplate: { spec: pod }, shutdownTime } = spec as { podTemplate: { spec: object }; shutdownTime: string };
  const fields = Object.entries(pod).map(([key, value]) => `      ${key}: ${JSON.stringify(value)}`);
  return [
    `apiVersion: ${apiVersion}`, `kind: ${kind}`, `metadata: ${JSON.stringify(metadata)}`,
    'spec:', `  shutdownTime: ${shutdownTime}`, '  podTemplate:', '    spec:', `      ${before}`, ...fields, '',
  ].join('\n');
};

/** `hostNetwork: true` after a comment and a line break that not all readers know. */
const hidden = (codePoint: number): Request => (
  createFrom(sandbox(), yaml(`# a comment${character(codePoint)}      hostNetwork: true`), YAML)
);

/** The legitimate Sandbox as JSON, with fields before those of its pod. */
const json = (fields: string): string => (
  JSON.stringify(sandbox()).replace('"spec":{"runtimeClassName"', `"spec":{${fields},"runtimeClassName"`)
);

/** A template in a version of the API that this release does not serve. */
const OLD = { ...template({ spec: { hostPID: true } }), apiVersion: 'extensions.agents.x-k8s.io/v1alpha1' };

const LEGITIMATE = createFrom(sandbox(), yaml('# a comment'), YAML);

export const TEXTS: readonly Attack[] = attacksOf(
  'operator',
  ['hides hostNetwork behind a line separator in a comment', hidden(0x2028), by('admission', 'ASB352'), LEGITIMATE],
  [
    'hides hostNetwork behind a paragraph separator in a comment',
    hidden(0x2029), by('admission', 'ASB352'), LEGITIMATE,
  ],
  ['hides hostNetwork behind a next line character in a comment', hidden(0x85), by('admission', 'ASB352'), LEGITIMATE],
  ['hides hostNetwork behind a carriage return in a comment', hidden(0x0d), by('admission', 'ASB352'), LEGITIMATE],
  [
    'gives hostPID twice',
    createFrom(sandbox(), json('"hostPID":false,"hostPID":true'), JSON_TYPE), by('schema', 'duplicate field'),
    createFrom(sandbox(), json('"hostPID":false'), JSON_TYPE),
  ],
  [
    'gives hostPID twice and asks not to be warned',
    createFrom(sandbox(), json('"hostPID":false,"hostPID":true'), JSON_TYPE, 'Ignore'), by('admission', 'ASB352'),
  ],
  [
    'hides hostNetwork behind a document of its own',
    createFrom(sandbox(), `${yaml('hostNetwork: true')}---\n`, YAML), by('admission', 'ASB352'),
  ],
  [
    'asks for a version of the API that no policy matches',
    { ...create(OLD), path: `/apis/${OLD.apiVersion}/namespaces/agents/sandboxtemplates` },
    by('API', '404 page not found'),
  ],
);
