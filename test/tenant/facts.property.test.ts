/** The app of a team accepts and refuses what that of its platform does, by the facts of random tenants. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { AgentSandboxVersion, Findings, SandboxApp, SandboxTenant, TenantFacts } from '../../src';
import * as fc from '../support/fuzz';
import { DRAWN, LEFT_OUT, platforms } from '../support/random-tenants';
import { claims, families, Piece, pools, sandboxes, templates } from '../support/random-workloads';
import { quietly } from '../support/stderr';

/**
 * Of the pipeline of a team (ASB383, ASB417, ASB418), told once for a cluster (ASB424), or of what the app makes
 * besides: priority classes that a tenant allows are there for its team (ASB243).
 */
const NOT_COMPARED = ['ASB243', 'ASB383', 'ASB417', 'ASB418', 'ASB424'];

/** What an app says of the pieces in a tenant: why one cannot be made, else its findings. */
function saidOf(app: SandboxApp, tenant: Chart, pieces: readonly Piece[]): string[] {
  try {
    pieces.forEach((piece, index) => { piece.add(tenant, `Piece${index}`); });
    quietly(() => { tenant.toJson(); });
  } catch (error) {
    const { message } = error as Error;
    if (!message.startsWith('Validation failed')) { return [message.replace(/(?<=Piece\d[A-Za-z]+)\d+/g, '')]; }
  }
  return Findings.of(app).list()
    .filter(({ code, path }) => path?.startsWith('research/Piece') && !NOT_COMPARED.includes(code))
    .map(({ code, severity, object, path }) => `${severity} ${code} ${object ?? path}`).sort();
}

const outcomes = { made: 0, refused: 0, errors: 0 };

test.each(AgentSandboxVersion.values().map((version) => [version.id, version] as const))(
  'random workloads in random tenants of %s', (_, version) => {
    const aim = { version, wild: false };
    const piece = fc.oneof(...[sandboxes, templates, pools, claims, families].map((of) => of(aim)));
    const some = fc.array(piece, { minLength: 1, maxLength: 3 });
    fc.assert(fc.property(platforms, some, (platform, pieces) => {
      let one: ReturnType<typeof platform.make>;
      try {
        one = platform.make(version);
      } catch (error) {
        outcomes.refused++;
        expect((error as Error).constructor).toBe(Error);
        return;
      }
      outcomes.made++;
      const text = one.tenant.facts.toJson();
      const facts = TenantFacts.fromJson(text);
      expect(facts.toJson()).toBe(text);
      const app = new SandboxApp();
      const other = SandboxTenant.fromTenantFacts(app, 'research', facts);
      const said = saidOf(one.app, one.tenant, pieces);
      if (said.some((each) => each.startsWith('error'))) { outcomes.errors++; }
      expect(saidOf(app, other, pieces)).toEqual(said);
    }), { numRuns: 8 });
  });

test('enough of them were made, and enough refused', () => {
  expect(outcomes.made).toBeGreaterThan(outcomes.refused);
  expect(outcomes.errors).toBeGreaterThan(30);
});

test('all props of tenants are drawn', () => {
  const members = ['sandbox-tenant-props', '../admission/sandbox-admission-policy-props'].flatMap((file) => {
    const source = readFileSync(join(__dirname, '../../src/tenant', `${file}.ts`), 'utf8');
    const [, body] = /export interface (?:SandboxTenantProps|PodAdmissionRules)[^{]*\{\n([^]*?)\n\}/.exec(source)!;
    return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name);
  });
  expect(members).toContain('registries');
  expect(members.filter((name) => !LEFT_OUT.has(name)).sort()).toEqual([...DRAWN].sort());
});
