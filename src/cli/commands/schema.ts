import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OutputFiles } from '../../synth/output-files';
import { Command, Context } from '../command';
import { jsonSchemas } from '../json-schema';
import { namedRelease, RELEASE_HELP, RELEASE_OPTIONS } from '../release-option';
import { factsJsonSchema } from '../tenant-facts-schema';

export const schema: Command = {
  summary: 'Write JSON Schemas of the kinds, for editors',
  help: `Usage: cdk8s-agent-sandbox schema [options]

Writes JSON Schemas (draft 7) of the kinds of Agent Sandbox as a release serves
them, which make an editor complete fields, explain them and report what is wrong:

  sandbox.json, sandboxclaim.json, sandboxtemplate.json, sandboxwarmpool.json
             one kind, in every API version that the release serves
  all.json   all kinds; objects of other kinds in the same file pass
  tenant-facts.json
             the facts of a tenant, which a platform writes for a team

Options:
  --release VERSION  the release that runs in the cluster (default: the newest known)
${RELEASE_HELP}  --outdir DIR       where to write (default: schemas)
  --help             print this text

Examples:
  cdk8s-agent-sandbox schema
  cdk8s-agent-sandbox schema --release v0.5.6 --outdir .vscode/agent-sandbox
`,
  run(args: string[], { catalogue, out }: Context) {
    const { values: { outdir, ...named } } = parseArgs({
      args,
      options: {
        release: { type: 'string' },
        ...RELEASE_OPTIONS,
        outdir: { type: 'string', default: 'schemas' },
      },
    });
    const release = namedRelease(named, catalogue) ?? catalogue.latest;
    const output = new OutputFiles(outdir);
    const names: string[] = [];
    for (const [name, content] of [...jsonSchemas(release), ['tenant-facts.json', factsJsonSchema()] as const]) {
      output.add(name, Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
      names.push(name);
    }
    output.publish();
    out(names.map((name) => `${join(outdir, name)}  ${release.id}\n`).join(''));
  },
};
