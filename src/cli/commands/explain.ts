import { parseArgs } from 'node:util';
import { findingCodes, findingPage } from '../../findings/pages';
import { Command, Context, UsageError } from '../command';
import { fieldText } from '../explain/field-text';
import { plainText } from '../explain/plain-text';
import { explained, parseFieldPath } from '../explain/resolve-path';
import { namedRelease, RELEASE_OPTIONS } from '../release-option';

export const explain: Command = {
  summary: 'Explain a field of a kind, or a finding',
  help: `Usage: cdk8s-agent-sandbox explain KIND[.PATH] | CODE [options]

Prints what a field of Agent Sandbox is: its type, whether it is required, its
default and limits, the releases and API versions that have it, what it means, and
the fields in it. Kinds may be given as kubectl has them: Sandbox, sandboxes, swp.

Given the code of a finding, such as ASB203, prints its page.

Options:
  --release VERSION      explain the field as this release has it (default: the newest
                         known)
  --assets DIR           take the release from the files that upstream publishes for it
  --like VERSION         for a --release that this tool does not know: take the facts of
                         a known one
  --api-version VERSION  and as this API version has it, such as v1alpha1 (default: the
                         first that has it, the stored one before others)
  --help                 print this text

Examples:
  cdk8s-agent-sandbox explain Sandbox.spec.service
  cdk8s-agent-sandbox explain sandboxtemplate.spec.podTemplate.spec.containers.image
  cdk8s-agent-sandbox explain SandboxClaim.spec --release v0.5.6 --api-version v1alpha1
  cdk8s-agent-sandbox explain ASB203
`,
  run(args: string[], { catalogue, out }: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'release': { type: 'string' }, ...RELEASE_OPTIONS, 'api-version': { type: 'string' } },
    });
    const [what, ...others] = positionals;
    if (what === undefined || others.length > 0) {
      throw new UsageError('give one field, such as Sandbox.spec.service, or one code, such as ASB203');
    }
    if (/^asb\d*$/i.test(what)) {
      out(page(what.toUpperCase()));
      return;
    }
    const field = parseFieldPath(what);
    const release = namedRelease(values, catalogue) ?? catalogue.latest;
    out(
      fieldText(explained(field, release, values['api-version']?.replace(/^.*\//, ''), catalogue), release, catalogue),
    );
  },
};

function page(code: string): string {
  const markdown = findingPage(code);
  if (markdown !== undefined) { return plainText(markdown); }
  const known = findingCodes();
  throw new Error(known.length === 0
    ? 'the pages of findings are missing from this installation; install the package again'
    : `finding ${code} does not exist; findings are ${known.join(', ')}`);
}
