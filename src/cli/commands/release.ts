import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseImage } from '../../checks/image';
import { formatFinding } from '../../findings/format';
import type { AgentSandboxOptions } from '../../install/agent-sandbox-props';
import { Asset, releaseAssets, upstreamAssets } from '../../install/assets';
import { releaseFindings } from '../../install/findings';
import type * as recordPrinter from '../../release/assets/print-record';
import { Release } from '../../release/release';
import { OutputFiles } from '../../synth/output-files';
import { Command, Context, UsageError } from '../command';
import { manifestText } from '../manifest-text';
import { namedRelease, RELEASE_OPTIONS } from '../release-option';

const PROFILES = ['hardened', 'openshift', 'upstream'];

export const release: Command = {
  summary: 'Write the manifests of releases',
  help: `Usage: cdk8s-agent-sandbox release <version>... | --all [options]

Writes, for each release, a directory of its name with

  manifest.yaml                  Sandbox alone
  extensions.yaml                the CRDs and roles that extensions add
  sandbox-with-extensions.yaml   everything, with one controller
  SHA256SUMS                     their checksums

Options:
  --all              every known release
  --profile NAME     hardened (default), openshift: the same without user ids, or
                     upstream: exactly what upstream ships
  --upstream-names   profile upstream, in the files that upstream published for the
                     release, with a second controller in extensions.yaml as there
  --outdir DIR       where to write (default: dist)
  --image REFERENCE  controller image: registry/repository[:tag][@digest]; without a
                     tag, that of the release
  --assets DIR       take the release from the files that upstream publishes for it,
                     and print how it differs from the known one before it, as the
                     record of this library
  --write-record FILE
                     with --assets: write that record, for the authors of this tool
  --like VERSION     take the facts of a known release for one that this tool does not
                     know, newer or of another vendor
  --help             print this text

Examples:
  cdk8s-agent-sandbox release v1.0.5
  cdk8s-agent-sandbox release v1.0.5 --image mirror.example.com/agent-sandbox-controller
  cdk8s-agent-sandbox release --all --upstream-names --outdir upstream
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'all': { type: 'boolean' },
        'profile': { type: 'string' },
        'upstream-names': { type: 'boolean' },
        'outdir': { type: 'string', default: 'dist' },
        'image': { type: 'string' },
        ...RELEASE_OPTIONS,
        'write-record': { type: 'string' },
      },
    });
    const { profile, 'upstream-names': upstreamNames } = values;
    if (profile !== undefined && !PROFILES.includes(profile)) {
      throw new UsageError(`profile '${profile}' is unknown; give one of ${PROFILES.join(', ')}`);
    }
    if (values['write-record'] !== undefined && values.assets === undefined) {
      throw new UsageError('--write-record writes what files tell; give their directory by --assets');
    }
    if (upstreamNames && profile !== undefined && profile !== 'upstream') {
      throw new UsageError(`--upstream-names implies the profile upstream; remove --profile ${profile}`);
    }

    // All releases are rendered before the first file is written: an error leaves nothing behind.
    const releases = chosen(positionals, values, context);
    const rendered = releases.map((each) => {
      const options = { profile, ...imageOptions(each, values.image) } as AgentSandboxOptions;
      for (const finding of releaseFindings(each, context.catalogue)) { context.err(`${formatFinding(finding)}\n`); }
      return {
        directory: join(values.outdir, each.id),
        assets: (upstreamNames ? upstreamAssets : releaseAssets)(each, options, context.catalogue),
      };
    });
    const lines: string[] = [];
    const outputs: OutputFiles[] = [];
    try {
      for (const { directory, assets } of rendered) {
        const output = new OutputFiles(directory);
        outputs.push(output);
        write(output, assets);
        for (const { name, objects } of assets) { lines.push(`${join(directory, name)}  ${objects.length} objects\n`); }
      }
      for (const output of outputs) { output.seal(); }
    } catch (error) {
      for (const output of outputs) { output.discard(); }
      throw error;
    }
    for (const output of outputs) { output.rename(); }
    context.out(lines.join(''));
    for (const each of releases) { tellFiles(each, context, values['write-record']); }
  },
};

function chosen(
  ids: readonly string[],
  { all, like, assets }: { all?: boolean; like?: string; assets?: string },
  { catalogue }: Context,
): Release[] {
  if (assets !== undefined) {
    if (all || ids.length > 1) {
      throw new UsageError('--assets has the files of one release; remove --all and further versions');
    }
    return [namedRelease({ release: ids[0], like, assets }, catalogue)!];
  }
  if (all && (ids.length > 0 || like)) {
    throw new UsageError('--all takes every known release; remove the versions and --like, or remove --all');
  }
  if (!all && ids.length === 0) {
    throw new UsageError('no release given; give one or more, such as v1.0.5, or --all');
  }
  return all
    ? catalogue.all()
    : [...new Set(ids)].map((id) => (like ? catalogue.like(id, catalogue.get(like)) : catalogue.get(id)));
}

/** Tells how the files of a release differ from the known one before it. */
function tellFiles({ files, assumedFrom }: Release, { err }: Context, writeTo: string | undefined): void {
  if (!files) { return; }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- few calls read files
  const { printRecord } = require('../../release/assets/print-record') as typeof recordPrinter;
  const source = printRecord(files.record);
  const { checksums } = files;
  for (const [name, sum] of Object.entries(checksums)) { err(`${sum}  ${join(files.directory, name)}\n`); }
  err(`what differs from ${assumedFrom ?? 'the release that is known'}, as a record:\n${source}`);
  if (writeTo !== undefined) { writeFileSync(writeTo, source); }
}

function imageOptions({ id }: Release, reference: string | undefined): AgentSandboxOptions {
  if (reference === undefined) { return {}; }
  const { registry, repository, tag, digest } = parseImage(reference, id);
  return { imageRegistry: registry, imageRepository: repository, imageTag: tag, imageDigest: digest };
}

/** Writes the manifests of a release and, last, their checksums. */
function write(output: OutputFiles, assets: readonly Asset[]): void {
  const sums = assets.map((asset) => {
    const bytes = Buffer.from(manifestText(asset));
    output.add(asset.name, bytes);
    return `${createHash('sha256').update(bytes).digest('hex')}  ${asset.name}\n`;
  });
  output.add('SHA256SUMS', Buffer.from(sums.join('')));
}
