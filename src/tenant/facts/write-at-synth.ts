import { isAbsolute, normalize } from 'node:path';
import type { Chart } from 'cdk8s';
import { rootOf } from '../../app/root';
import { isWhole } from '../../app/two-phase-app';
import { shown } from '../../checks/forms';
import type { SandboxTenantProps } from '../sandbox-tenant-props';
import type { TenantFacts } from '../tenant-facts';

/** A tenant that tells of itself. */
interface Told extends Chart {
  readonly facts: TenantFacts;
}

/**
 * Has the app write the facts of a tenant when it is synthesized.
 *
 * @throws when the app is no SandboxApp, or the path is none in a folder of the output directory, or is taken
 */
export function writeAtSynth(tenant: Told, { factsFile }: SandboxTenantProps): void {
  const path = factsFile!.replace(/\\/g, '/');
  const parts = normalize(path).split('/');
  if (isAbsolute(path) || parts.includes('..') || parts.length < 2 || !path.endsWith('.json')) {
    throw new Error(`'factsFile' is ${shown(factsFile)}; give the path of a JSON file in a folder of the output `
      + "directory, such as 'facts/research.json': 'kubectl apply -f' reads what is in the directory itself");
  }
  const root = rootOf(tenant);
  const files = isWhole(root) ? root._files : undefined;
  if (!files) {
    throw new Error("'factsFile' is written by a SandboxApp; make the app one, or call "
      + "'tenant.facts.writeTo(path)' before 'app.synth()'");
  }
  if (files.has(path)) { throw new Error(`'factsFile' is '${path}', which another tenant writes; give each its own`); }
  files.set(path, () => tenant.facts.toJson());
}
