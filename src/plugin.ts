/**
 * A validation plugin for `cdk8s synth`. No index exports it: cdk8s-cli loads this file by its path
 * (docs/validation-plugin.md).
 */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { parseImage } from './checks/image';
import { nearest } from './checks/nearest';
import { Chunk, DocumentError, errorPosition, readChunk, split } from './documents';
import { findingTitle } from './findings/pages';
import { ManifestJudge } from './judge/manifests';
import { FileFinding, Outcome } from './judge/manifests/outcome';
import { controllerIn, mayHoldController } from './judge/rules/read-other-kinds';
import type { KubeObject } from './kubernetes/kube-object';
import { inObject } from './kubernetes/read-json';
import { Catalogue } from './release/catalogue';
import { Release } from './release/release';

/** The `properties` of the plugin in cdk8s.yaml. */
export interface AgentSandboxValidationProps {
  /**
   * The release that runs in the cluster, such as `v1.0.5`.
   * @default - that of the controller among the manifests, else the newest known
   */
  readonly release?: string;
  /**
   * Whether warnings fail the synthesis too.
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Parts of paths. Only manifests whose paths contain one are judged, for apps of several clusters.
   * @default - all
   */
  readonly manifests?: readonly string[];
  /**
   * Domains of the labels that claims may give to pods.
   * @default - those that the install among the manifests sets, else `sandbox.users.io`
   */
  readonly allowedLabelDomains?: readonly string[];
}

/** The part of cdk8s-cli's context that the plugin uses. Importing its type would make cdk8s-cli a dependency. */
export interface PluginContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: PluginViolation): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
}

/** A rule with the resources that violate it. */
export interface PluginViolation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: ReadonlyArray<{
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }>;
}

const PROPS: Readonly<Record<keyof AgentSandboxValidationProps, (value: unknown) => boolean>> = {
  release: isText,
  strict: (value) => typeof value === 'boolean',
  manifests: (value) => Array.isArray(value) && value.every(isText),
  allowedLabelDomains: (value) => Array.isArray(value) && value.every(isText),
};

/** Judges the Agent Sandbox objects in all manifests of an app, whether this library made them or not. */
export class AgentSandboxValidation {
  private readonly props: AgentSandboxValidationProps;
  private readonly catalogue = Catalogue.standard();

  /** @throws when a property is unknown or has another type, or the release is unknown */
  public constructor(props: AgentSandboxValidationProps = {}) {
    if (typeof props !== 'object' || props === null) {
      throw new Error(`'properties' of AgentSandboxValidation is ${String(props)}; give a mapping, or leave it out`);
    }
    for (const [name, value] of Object.entries(props)) {
      if (!Object.hasOwn(PROPS, name)) {
        const meant = nearest(name, Object.keys(PROPS));
        throw new Error(
          `AgentSandboxValidation has no property '${name}'${meant ? `, did you mean '${meant}'?` : ''}; `
          + `properties are ${Object.keys(PROPS).join(', ')}`,
        );
      }
      if (!PROPS[name as keyof typeof PROPS](value)) {
        throw new Error(
          `property '${name}' of AgentSandboxValidation cannot be ${JSON.stringify(value)}; `
          + `give ${EXAMPLES[name as keyof typeof EXAMPLES]}`,
        );
      }
    }
    this.props = props;
    if (props.release !== undefined) { this.catalogue.get(props.release); }
  }

  /** Judges the manifests and submits the report. */
  public async validate({ manifests, report }: PluginContext): Promise<void> {
    const { strict = false, manifests: parts } = this.props;
    const files = manifests.filter((path) => !parts || parts.some((part) => path.includes(part)));
    const { release, reason } = this.release(installedTags(files));
    const outcome = judged(files, release, this.props.allowedLabelDomains);
    for (const violation of violationsOf(outcome, manifests)) { report.addViolation(violation); }
    const { errors, warnings } = outcome;
    report.submit(errors > 0 || (strict && warnings > 0) ? 'failure' : 'success', {
      Release: `${release.id} (${reason})`,
      Objects: String(outcome.judged),
      Errors: String(errors),
      Warnings: String(warnings),
    });
  }

  private release(tags: ReadonlySet<string>): { release: Release; reason: string } {
    if (this.props.release !== undefined) {
      return { release: this.catalogue.get(this.props.release), reason: "property 'release'" };
    }
    const known = [...tags].filter((tag) => this.catalogue.ids.includes(tag));
    if (known.length > 1) {
      throw new Error(
        `the manifests install Agent Sandbox ${known.join(' and ')}, so it is not known which one judges; ` +
          "list the plugin once for each, with the properties 'release' and 'manifests'",
      );
    }
    return known.length === 1
      ? { release: this.catalogue.get(known[0]), reason: 'as the manifests install it' }
      : { release: this.catalogue.latest, reason: "the newest known; property 'release' names another" };
  }
}

const EXAMPLES: Readonly<Record<keyof AgentSandboxValidationProps, string>> = {
  release: "a release such as 'v1.0.5'",
  strict: 'true or false',
  manifests: 'a list of parts of paths, such as [staging]',
  allowedLabelDomains: 'a list of domains',
};

/** The image tags of the controllers among the manifests. */
function installedTags(files: readonly string[]): Set<string> {
  const tags = new Set<string>();
  for (const { value } of objectsOf(files, mayHoldController)) {
    const { apiVersion, kind } = inObject(value);
    const controller = isText(apiVersion) && isText(kind) ? controllerIn(value as KubeObject) : undefined;
    if (controller) { tags.add(tagOf(controller.image)); }
  }
  return tags;
}

function tagOf(image: string): string {
  try {
    return parseImage(image, '').tag;
  } catch {
    return '';
  }
}

function judged(
  files: readonly string[],
  release: Release,
  allowedLabelDomains: readonly string[] | undefined,
): Outcome {
  const judge = new ManifestJudge({ release, allowedLabelDomains, closedWorld: false, keepObjects: false });
  for (const name of files) {
    eachChunk(name, (chunk) => {
      judge.read({ name, isStrict: false }, chunk);
    });
  }
  return judge.finish();
}

/** One violation for each code and remedy, with its objects. */
function violationsOf({ findings }: Outcome, manifests: readonly string[]): PluginViolation[] {
  if (findings.length === 0) { return []; }
  const names = namesIn(manifests);
  const groups = grouped(findings, ({ finding: { code, severity, remedy } }) => `${code} ${severity} ${remedy ?? ''}`);
  return groups.map((group): PluginViolation => {
    const { code, severity, remedy } = group[0].finding;
    const title = findingTitle(code);
    return {
      ruleName: code,
      recommendation: `${severity}${title ? `: ${title}` : ''}; 'npx cdk8s-agent-sandbox explain ${code}' prints more`,
      fix: remedy ?? 'change it as the message says',
      violatingResources: grouped(group, ({ file, object }) => `${file} ${object}`).map((same) => ({
        resourceName: resourceName(same[0].object, names),
        locations: same.map(({ object, line, finding }) => `${object}, line ${line}: ${finding.message}`),
        manifestPath: same[0].file,
      })),
    };
  });
}

/**
 * cdk8s-cli looks up the construct by the bare name. A name of several objects would lead to any of them; with its kind
 * before it, it leads to none.
 */
function resourceName(object: string, names: ReadonlyMap<string, number>): string {
  const bare = object.split(/[ /]/).at(-1)!;
  return names.get(bare) === 1 ? bare : object;
}

/** Number of objects by name. */
function namesIn(files: readonly string[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const { value } of objectsOf(files)) {
    const { name } = inObject(value, 'metadata');
    if (isText(name)) { names.set(name, (names.get(name) ?? 0) + 1); }
  }
  return names;
}

function objectsOf(
  files: readonly string[],
  isWorthReading: (text: string) => boolean = () => true,
): Array<{ value: unknown }> {
  const objects: Array<{ value: unknown }> = [];
  for (const file of files) {
    eachChunk(file, (chunk) => {
      if (isWorthReading(chunk.text)) { objects.push(...readChunk(chunk)); }
    });
  }
  return objects;
}

/** @throws when a manifest cannot be read, naming the line */
function eachChunk(file: string, visit: (chunk: Chunk) => void): void {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) { throw new Error(`${file}: the text is not UTF-8; save it as UTF-8`); }
  for (const chunk of split([bytes.toString('utf8')])) {
    try {
      visit(chunk);
    } catch (error) {
      if (!(error instanceof DocumentError)) { throw error; }
      throw new Error(`${file}:${errorPosition(chunk, error).line}: ${error.message}`);
    }
  }
}

function grouped(findings: readonly FileFinding[], keyOf: (finding: FileFinding) => string): FileFinding[][] {
  const groups = new Map<string, FileFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) { group.push(finding); } else { groups.set(key, [finding]); }
  }
  return [...groups.values()];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
