import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { FindingSeverity } from '../../../src/findings/finding';
import { FindingList } from '../../../src/judge/manifests/finding-list';
import { located } from '../../../src/judge/rules/located';

const SOURCES = join(__dirname, '../../../src/judge');

/** Words that an app has and a manifest does not: enums, constructs, methods, and the acknowledging of findings. */
const OF_APPS =
  /\b(NEVER|ON_FAILURE|OVERRIDES|ALLOWED|DISALLOWED|UNMANAGED|RETAIN|RECREATE|SandboxCluster|IsolatedRuntime|addWorkspace|addClaim|acknowledge|allowedLabelDomains|OperatingMode|scaledExternally|heldFields|ensureNonRoot|ttlAfterFinished|in an app)\b/;

/** Folders of rules that judge files, too. */
const FOLDERS = [
  'rules', 'manifests', 'kubernetes-kinds', 'values', 'capacity', 'admission-policies', 'pod-security',
];

/** Calls of checks of values that tell a remedy, and which of their arguments it is. */
const REFUSALS: Readonly<Record<string, number>> = { refuse: 1, refuseMissing: 0, refuseEmpty: 1, refuseAsOlder: 2 };

interface Remedy {
  readonly where: string;
  readonly text: string;
  readonly inFile?: string;
}

/** The remedies in the literals of a file. */
function remediesIn(path: string): Remedy[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Remedy[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const text = (name: string) => node.properties
        .find((each): each is ts.PropertyAssignment => ts.isPropertyAssignment(each) && each.name.getText() === name)
        ?.initializer.getText();
      const remedy = text('remedy');
      if (remedy !== undefined) { found.push({ where: path, text: remedy, inFile: text('remedyInFile') }); }
    }
    if (ts.isCallExpression(node)) {
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const at = Object.hasOwn(REFUSALS, called.getText()) ? REFUSALS[called.getText()] : -1;
      const remedy = node.arguments[at];
      if (remedy) { found.push({ where: path, text: remedy.getText() }); }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const remedies = FOLDERS.flatMap((folder) => readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => remediesIn(join(SOURCES, folder, name))));

test('checks of values speak of fields', () => {
  const ofValues = remedies.filter(({ where }) => where.startsWith(join(SOURCES, 'values')));
  expect(ofValues.length).toBeGreaterThan(250);
  expect(ofValues.filter(({ text }) => OF_APPS.test(text))).toEqual([]);
});

test('a remedy in words of an app has one in words of manifests', () => {
  expect(remedies.length).toBeGreaterThan(50);
  expect(remedies.filter(({ text }) => OF_APPS.test(text)).length).toBeGreaterThan(10);
  expect(remedies.filter(({ text, inFile }) => OF_APPS.test(inFile ?? text))).toEqual([]);
});

test('files are told theirs, apps the other', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } };
  const trouble = { message: 'wrong', remedy: 'set it to NEVER', remedyInFile: "set it to 'Never'" };
  const each = located('ASB208', FindingSeverity.ERROR, trouble, object);
  expect(each.finding.remedy).toBe('set it to NEVER');
  const list = new FindingList();
  list.add({ file: 'a.yaml', order: 0, source: { position: () => ({ line: 1, column: 1 }), notes: [] } }, [each]);
  expect(list.sorted()[0].finding.remedy).toBe("set it to 'Never'");
});
