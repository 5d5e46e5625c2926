import { migrateFiles, MigrationOptions } from '../../src/migrate/migrate-files';
import type { Migration } from '../../src/migrate/migration';
import { Catalogue } from '../../src/release/catalogue';

export const release = (id: string) => Catalogue.standard().get(id);

/** Migrates texts by their names. */
export function migrated(
  texts: Readonly<Record<string, string>>,
  options: Partial<MigrationOptions> = {},
): Migration & { readonly after: Readonly<Record<string, string>> } {
  const inputs = Object.entries(texts).map(([name, text]) => ({ name, text }));
  const migration = migrateFiles(inputs, { target: release('v1.0.5'), ...options });
  return { ...migration, after: Object.fromEntries(migration.files.map(({ name, after }) => [name, after])) };
}

/** The text of one file after its migration; what is said of it is checked apart. */
export function textAfter(text: string, name = 'a.yaml'): string {
  return migrated({ [name]: text }).after[name];
}

/** The codes of findings with their objects. */
export function codesOf({ findings }: Migration): string[] {
  return findings.map(({ code, object }) => `${code} ${object}`);
}

export const sandbox = (spec: string, name = 'a') =>
  `apiVersion: agents.x-k8s.io/v1alpha1\nkind: Sandbox\nmetadata: { name: ${name} }\nspec:\n${spec}`;

export const claim = (spec: string, name = 'c', namespace = 'team') =>
  'apiVersion: extensions.agents.x-k8s.io/v1alpha1\nkind: SandboxClaim\n'
  + `metadata: { name: ${name}, namespace: ${namespace} }\nspec:\n${spec}`;

export const pool = (template: string, name: string, namespace = 'team') =>
  'apiVersion: extensions.agents.x-k8s.io/v1alpha1\nkind: SandboxWarmPool\n' +
  `metadata: { name: ${name}, namespace: ${namespace} }\nspec:\n  replicas: 2\n  sandboxTemplateRef: { name: ${template} }\n`;
