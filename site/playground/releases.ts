/** The release of Agent Sandbox that a source in TypeScript names. */

const CONSTANT = /\bAgentSandboxVersion\.(V\d+_\d+_\d+|LATEST)\b/g;

/** `v1.0.5` as the class `AgentSandboxVersion` names it. */
export const constantOf = (release: string): string => release.toUpperCase().replace(/\./g, '_');

/** The release that a source names first, if it names one by a constant. */
export function releaseIn(source: string, newest: string): string | undefined {
  const [, constant] = new RegExp(CONSTANT.source).exec(source) ?? [];
  if (constant === undefined) { return undefined; }
  return constant === 'LATEST' ? newest : constant.toLowerCase().replace(/_/g, '.');
}

/** The source with another release in place of all that it names. */
export function withRelease(source: string, release: string): string {
  return source.replace(CONSTANT, `AgentSandboxVersion.${constantOf(release)}`);
}
