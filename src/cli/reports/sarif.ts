import { Report, sentence, wellFormed } from './report';
import { FindingSeverity } from '../../findings/finding';
import { findingPage, findingTitle } from '../../findings/pages';
import { sarifLog } from '../../findings/sarif';
import type { FileFinding } from '../../judge/manifests/outcome';

/**
 * Findings for tools that read SARIF, such as code scanning.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif({ findings, isStrict, unreadable, choice }: Report, version: string): string {
  const codes = [...new Set(findings.map(({ finding: { code } }) => code))].sort();
  return sarifLog({
    version,
    rules: codes.map((code) => rule(code, findings)),
    more: {
      properties: { release: choice.release.id },
      invocations: [
        {
          executionSuccessful: unreadable.length === 0,
          ...(unreadable.length > 0 && {
            toolExecutionNotifications: unreadable.map((text) => ({ level: 'error', message: { text } })),
          }),
        },
      ],
    },
    results: findings.map((each) => result(each, codes, isStrict)),
  });
}

/** A code with its title and its page. That page has no address that every reader could open, so it is in the log. */
function rule(code: string, findings: readonly FileFinding[]): object {
  const title = findingTitle(code);
  const { severity } = findings.find(({ finding }) => finding.code === code)!.finding;
  return {
    id: code,
    ...(title && { shortDescription: { text: title } }),
    ...(title && { help: { text: `npx cdk8s-agent-sandbox explain ${code}`, markdown: findingPage(code) } }),
    defaultConfiguration: { level: severity },
  };
}

function result(
  { file, line, column, finding, object }: FileFinding,
  codes: readonly string[],
  isStrict: boolean,
): object {
  const { code, severity } = finding;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: isStrict ? FindingSeverity.ERROR : severity,
    message: { text: `${object}: ${sentence(finding)}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } },
        logicalLocations: [{ fullyQualifiedName: object }],
      },
    ],
  };
}

/** A relative path stays one, so that it is looked for in the repository. */
export function uriOf(file: string): string {
  const path = file.replace(/\\/g, '/').split('/').map((segment) => encodeURIComponent(wellFormed(segment))).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
