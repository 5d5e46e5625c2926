/** Where the schema of SARIF 2.1.0 is. */
const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** What a log of SARIF tells. */
export interface SarifRun {
  /** The version of this tool, if it is known. */
  readonly version?: string;
  readonly rules: readonly object[];
  readonly results: readonly object[];
  /** Other members of the run. */
  readonly more?: object;
}

/**
 * A log for tools that read SARIF, such as code scanning.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog({ version, rules, results, more }: SarifRun): string {
  const driver = { name: 'cdk8s-agent-sandbox', ...(version !== undefined && { semanticVersion: version }), rules };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', ...more, results };
  return `${JSON.stringify({ $schema: SARIF_SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}
