import type { App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppContent, AppObject, contentOf } from './app-content';
import { checkOptions } from './check-options';
import { closestMatch, linesOf } from './closest';
import { checkPattern, textOf } from './compare';
import { listOf, noneOf, titlesOf } from './failure-texts';
import type { ManifestsOptions } from './manifests-options';
import { NetworkAnswers } from './network-answers';
import { contentOfTexts, ManifestText, readFiles } from './text-content';
import { shown } from '../checks/forms';
import { Finding } from '../findings/finding';
import { formatFinding } from '../findings/format';
import type { NetworkPolicyPort } from '../kubernetes/kplus';
import { NetworkTarget } from '../network/report/network-target';

/**
 * The manifests of an app, or of files, for unit tests: their objects, the findings about them, and who reaches whom.
 * Nothing is written or printed.
 *
 * Methods that begin with `has`, `all` or `may` are assertions: they throw, with the closest object and how it differs.
 * Patterns are plain data with conditions of `Match` in it.
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
    return new Manifests(contentOf('app', app), new NetworkAnswers());
  }

  /**
   * The manifests of a chart and the charts in it as they are now. They are judged among all objects of the app.
   *
   * @param chart a chart of an app, or one of `Testing.chart()`
   */
  public static fromChart(chart: Chart): Manifests {
    return new Manifests(contentOf('chart', chart), new NetworkAnswers());
  }

  /**
   * Manifests that no app of cdk8s makes, such as the output of Helm or Kustomize. They are judged as the command
   * `validate` judges them; the path of a finding is its line.
   *
   * @param yaml documents of YAML or JSON
   * @throws when it cannot be read, with the line
   */
  public static fromYaml(yaml: string, options: ManifestsOptions = {}): Manifests {
    if (typeof yaml !== 'string') { throw new Error(`the YAML is ${shown(yaml)}; give text`); }
    return Manifests.ofTexts('fromYaml', [{ text: yaml, isStrict: true }], options);
  }

  /**
   * Manifests of files, as `fromYaml`; the path of a finding is its file and line.
   *
   * @param paths files, and directories whose `.yaml`, `.yml` and `.json` files are read, also below them
   * @throws when one does not exist or cannot be read, or there is none
   */
  public static fromFiles(paths: string[], options: ManifestsOptions = {}): Manifests {
    return Manifests.ofTexts('fromFiles', readFiles(paths), options);
  }

  private static ofTexts(method: string, texts: ManifestText[], options: ManifestsOptions): Manifests {
    const { version, namespace, closedWorld = false } = checkOptions(method, options);
    return new Manifests(contentOfTexts(texts, { release: version?._release, namespace, closedWorld }));
  }

  /** @internal */
  public readonly _content: AppContent;

  private constructor(content: AppContent, private readonly answers?: NetworkAnswers) { this._content = content; }

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
    return this._content.objects.length;
  }

  /**
   * The findings about the objects, also those that are acknowledged: as a synthesis has them.
   *
   * @see https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox/blob/main/docs/findings/README.md
   */
  public get findings(): Finding[] {
    return [...this._content.findings];
  }

  /**
   * Everything for which a synthesis fails: errors, other validations, and objects that cannot be rendered.
   */
  public get errors(): string[] {
    return [...this._content.errors];
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
    if (candidates.length === 0) { throw new Error(noneOf(kind, this._content.objects)); }
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
    if (all.length === 0) { throw new Error(noneOf(kind, this._content.objects)); }
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
          ? `${noneOf(kind, this._content.objects)}; expected ${count}`
          : `expected ${count} of kind ${kind}, found ${found.length}: ${titlesOf(found)}`,
      );
    }
  }

  /**
   * Asserts that there is a finding of a code, acknowledged or not.
   *
   * @param code such as `ASB501`
   * @param pattern what the finding matches, such as `{ object: 'Sandbox agents/dev' }`; any, if left out
   * @throws when there is none
   */
  public hasFinding(code: string, pattern?: any): void {
    const ofCode = this._content.findings
      .filter((finding) => finding.code === code)
      .map((finding) => ({ title: formatFinding(finding), value: finding }));
    if (ofCode.length === 0) {
      throw new Error(`expected a finding ${code}, found ${listOf(this._content.findings.map(formatFinding))}`);
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
   * Asserts that there is no finding, but for acknowledged ones, and no error: a synthesis prints nothing to stderr.
   *
   * @throws when there is one, with all of them
   */
  public hasNoFindings(): void {
    const found = [...new Set([...this.open().map(formatFinding), ...this._content.errors])];
    if (found.length > 0) { throw new Error(`expected no findings, found ${listOf(found)}`); }
  }

  /**
   * Asserts that a synthesis fails with an error.
   *
   * @param text part of its message
   * @throws when no error has it
   */
  public hasError(text: string): void {
    const { errors } = this._content;
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
    const { errors } = this._content;
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

  private get network(): NetworkAnswers {
    if (!this.answers) {
      throw new Error('manifests of text have no constructs to ask about; use Manifests.fromApp or fromChart');
    }
    return this.answers;
  }

  /** Findings that are not acknowledged. */
  private open(): Finding[] {
    return this._content.findings.filter(({ acknowledged }) => acknowledged === undefined);
  }

  private ofKind(kind: string): AppObject[] {
    return this._content.objects.filter(({ value }) => value.kind === kind);
  }

  private matching(kind: string, pattern: unknown): AppObject[] {
    if (pattern === undefined) { return this.ofKind(kind); }
    checkPattern(pattern);
    return this.ofKind(kind).filter((object) => closestMatch(pattern, [object])!.differences.length === 0);
  }
}
