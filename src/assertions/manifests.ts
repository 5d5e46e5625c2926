import type { App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppContent, AppObject, contentOf } from './app-content';
import { closestMatch, linesOf } from './closest';
import { checkPattern, textOf } from './compare';
import { NetworkAnswers } from './network-answers';
import { shown } from '../checks/forms';
import { nearest } from '../checks/nearest';
import { Finding } from '../findings/finding';
import { formatFinding } from '../findings/format';
import type { NetworkPolicyPort } from '../kubernetes/kplus';
import { NetworkTarget } from '../network/report/network-target';

/**
 * The manifests of an app for its unit tests: their objects, the findings about them, and who reaches whom. Nothing is
 * written or printed.
 *
 * Methods that begin with `has`, `all` or `may` are assertions: they throw an error that names the closest object and
 * how it differs. Patterns are plain data with conditions of `Match` in it.
 *
 * @see https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox/blob/main/docs/testing.md
 */
export class Manifests {
  /**
   * All manifests of an app as it is now. Errors of the app do not throw here: `hasNoErrors` and `hasNoFindings` do.
   *
   * @param app any cdk8s app; one without a construct of this library is judged too
   */
  public static fromApp(app: App): Manifests {
    return new Manifests('app', app);
  }

  /**
   * The manifests of a chart and the charts in it as they are now. They are judged among all objects of the app.
   *
   * @param chart a chart of an app, or one of `Testing.chart()`
   */
  public static fromChart(chart: Chart): Manifests {
    return new Manifests('chart', chart);
  }

  private readonly content: AppContent;
  private readonly network = new NetworkAnswers();

  private constructor(what: string, scope: IConstruct) {
    if (scope?.node === undefined) { throw new Error(`the ${what} is ${shown(scope)}; give one of cdk8s`); }
    this.content = contentOf(scope);
  }

  /**
   * The objects of a kind as plain data, in the order of the app's tree.
   *
   * @param kind such as `Sandbox`; objects of any API version and group have it
   * @param pattern what each of them matches; any, if left out
   */
  public objectsOf(kind: string, pattern?: any): any[] {
    return this.matching(kind, pattern).map(({ value }) => value);
  }

  /** How many objects there are, of all kinds. */
  public get objectCount(): number {
    return this.content.objects.length;
  }

  /**
   * The findings about the objects, also those that are acknowledged: as a synthesis has them.
   *
   * @see https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox/blob/main/docs/findings/README.md
   */
  public get findings(): Finding[] {
    return [...this.content.findings];
  }

  /**
   * Everything for which a synthesis fails: findings that are errors, other validations, and objects that cannot be
   * rendered.
   */
  public get errors(): string[] {
    return [...this.content.errors];
  }

  /**
   * Asserts that an object of a kind matches a pattern.
   *
   * @param kind such as `Sandbox`
   * @param pattern what it matches; any, if left out
   * @throws when none does
   */
  public hasObject(kind: string, pattern?: any): void {
    const candidates = this.ofKind(kind);
    if (candidates.length === 0) { throw new Error(this.noneOf(kind)); }
    if (pattern === undefined) { return; }
    checkPattern(pattern);
    const closest = closestMatch(pattern, candidates)!;
    if (closest.differences.length > 0) {
      throw new Error(
        `no ${kind} matches; the closest of ${candidates.length} is ${closest.candidate.title}:` +
          linesOf(closest.differences),
      );
    }
  }

  /**
   * Asserts that no object of a kind matches a pattern.
   *
   * @param kind such as `Sandbox`
   * @param pattern what none of them matches; any, if left out
   * @throws when one does
   */
  public hasNoObject(kind: string, pattern?: any): void {
    const found = this.matching(kind, pattern);
    if (found.length > 0) {
      const matching = pattern === undefined ? '' : ` that matches ${textOf(pattern)}`;
      throw new Error(`expected no ${kind}${matching}, found ${titlesOf(found)}`);
    }
  }

  /**
   * Asserts that all objects of a kind match a pattern, and that there is one.
   *
   * @param kind such as `Sandbox`
   * @param pattern what each of them matches
   * @throws when one does not, or there is none
   */
  public allObjectsHave(kind: string, pattern: any): void {
    checkPattern(pattern);
    const all = this.ofKind(kind);
    if (all.length === 0) { throw new Error(this.noneOf(kind)); }
    const others = all
      .map((object) => closestMatch(pattern, [object])!)
      .filter(({ differences }) => differences.length > 0);
    if (others.length > 0) {
      throw new Error(
        `${others.length} of ${all.length} objects of kind ${kind} do not match:\n` +
          others.map(({ candidate, differences }) => `${candidate.title}:${linesOf(differences)}`).join('\n'),
      );
    }
  }

  /**
   * Asserts how many objects of a kind there are.
   *
   * @param kind such as `Sandbox`
   * @param count how many
   * @throws when there are more or fewer
   */
  public hasObjectCount(kind: string, count: number): void {
    const found = this.ofKind(kind);
    if (found.length !== count) {
      throw new Error(
        found.length === 0
          ? `${this.noneOf(kind)}; expected ${count}`
          : `expected ${count} of kind ${kind}, found ${found.length}: ${titlesOf(found)}`,
      );
    }
  }

  /**
   * Asserts that there is a finding of a code, acknowledged or not.
   *
   * @param code such as `ASB501`
   * @param pattern what the members of the finding match, such as `{ object: 'Sandbox agents/dev' }`; any, if
   *   left out
   * @throws when there is none
   */
  public hasFinding(code: string, pattern?: any): void {
    const ofCode = this.content.findings
      .filter((finding) => finding.code === code)
      .map((finding) => ({ title: formatFinding(finding), value: finding }));
    if (ofCode.length === 0) {
      throw new Error(`expected a finding ${code}, found ${listOf(this.content.findings.map(formatFinding))}`);
    }
    if (pattern === undefined) { return; }
    checkPattern(pattern);
    const closest = closestMatch(pattern, ofCode)!;
    if (closest.differences.length > 0) {
      throw new Error(
        `no finding ${code} matches; the closest of ${ofCode.length} is '${closest.candidate.title}':` +
          linesOf(closest.differences),
      );
    }
  }

  /**
   * Asserts that there is no finding of a code, but for those that are acknowledged.
   *
   * @param code such as `ASB501`
   * @throws when there is one
   */
  public hasNoFinding(code: string): void {
    const found = this.open().filter((finding) => finding.code === code);
    if (found.length > 0) { throw new Error(`expected no finding ${code}, found ${listOf(found.map(formatFinding))}`); }
  }

  /**
   * Asserts that there is no finding, but for those that are acknowledged, and no other error: a synthesis prints
   * nothing to stderr.
   *
   * @throws when there is one, with all of them
   */
  public hasNoFindings(): void {
    const found = [...new Set([...this.open().map(formatFinding), ...this.content.errors])];
    if (found.length > 0) { throw new Error(`expected no findings, found ${listOf(found)}`); }
  }

  /**
   * Asserts that a synthesis fails with an error.
   *
   * @param text part of its message
   * @throws when no error has it
   */
  public hasError(text: string): void {
    const { errors } = this.content;
    if (!errors.some((error) => error.includes(text))) {
      throw new Error(`expected an error with '${text}', found ${listOf(errors)}`);
    }
  }

  /**
   * Asserts that a synthesis does not fail.
   *
   * @throws when it does, with all errors
   */
  public hasNoErrors(): void {
    const { errors } = this.content;
    if (errors.length > 0) { throw new Error(`expected no errors, found ${listOf(errors)}`); }
  }

  /**
   * Asserts that pods may connect to a target, by all policies of the app and of the controller.
   *
   * @param source a sandbox, a template, a pool, a claim or a workload of the app
   * @param target to whom, such as `NetworkTarget.domain('pypi.org')`
   * @param port one port, such as `kplus.NetworkPolicyPort.tcp(443)`
   * @throws when they may not, or it is not known, with the policy that decides
   */
  public mayReach(source: IConstruct, target: NetworkTarget, port: NetworkPolicyPort): void {
    const { answer, question } = this.network.ask(source, target, port);
    if (!answer.allowed) { throw new Error(`expected that ${question('may')}: ${answer}`); }
  }

  /**
   * Asserts that pods may not connect to a target, by all policies of the app and of the controller.
   *
   * @param source a sandbox, a template, a pool, a claim or a workload of the app
   * @param target to whom, such as `NetworkTarget.address('169.254.169.254')`
   * @param port one port, such as `kplus.NetworkPolicyPort.tcp(80)`
   * @throws when they may, or it is not known, with the policy that decides
   */
  public mayNotReach(source: IConstruct, target: NetworkTarget, port: NetworkPolicyPort): void {
    const { answer, question } = this.network.ask(source, target, port);
    if (answer.allowed || !answer.isKnown) { throw new Error(`expected that ${question('may not')}: ${answer}`); }
  }

  /** Findings that are not acknowledged. */
  private open(): Finding[] {
    return this.content.findings.filter(({ acknowledged }) => acknowledged === undefined);
  }

  private ofKind(kind: string): AppObject[] {
    return this.content.objects.filter(({ value }) => value.kind === kind);
  }

  private matching(kind: string, pattern: unknown): AppObject[] {
    if (pattern === undefined) { return this.ofKind(kind); }
    checkPattern(pattern);
    return this.ofKind(kind).filter((object) => closestMatch(pattern, [object])!.differences.length === 0);
  }

  private noneOf(kind: string): string {
    const counts = new Map<string, number>();
    for (const { value } of this.content.objects) { counts.set(value.kind, (counts.get(value.kind) ?? 0) + 1); }
    const kinds = [...counts].map(([each, count]) => `${each} (${count})`).sort();
    const near = nearest(kind, counts.keys());
    const rest = kinds.length > 0 ? `only ${kinds.join(', ')}` : 'and no object at all';
    return `there is no object of kind ${kind}, ${rest}${near ? `; did you mean '${near}'?` : ''}`;
  }
}

function titlesOf(objects: readonly AppObject[]): string {
  return objects.map(({ title }) => title).join(', ');
}

function listOf(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : `${texts.length}:${texts.map((text) => `\n  ${text}`).join('')}`;
}
