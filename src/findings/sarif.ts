/** Where the schema of SARIF 2.1.0 is. */
export const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
