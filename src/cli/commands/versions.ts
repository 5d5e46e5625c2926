import { parseArgs } from 'node:util';
import { NOT_REPRODUCED } from '../../release/not-reproduced';
import { Release } from '../../release/release';
import { compareReleases } from '../../release/release-id';
import { Command, Context } from '../command';

export const versions: Command = {
  summary: 'List the releases of Agent Sandbox that can be made',
  help: `Usage: cdk8s-agent-sandbox versions [--json]

Lists the known releases, oldest first: the Kubernetes minor whose pod fields they
take, the API versions that they serve (the stored one first), and what is wrong
with them. Releases that exist, and whose files could not be had, are
listed with them.

Options:
  --json   print JSON, with flags and asset names
  --help   print this text

Examples:
  cdk8s-agent-sandbox versions
  cdk8s-agent-sandbox versions --json
`,
  run(args: string[], { catalogue, out }: Context) {
    const { values: { json } } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    const releases = catalogue.all();
    out(json ? `${JSON.stringify(releases.map(asJson), null, 2)}\n` : table([
      ['RELEASE', 'DATE', 'KUBERNETES', 'API VERSIONS', 'CONTROLLER', 'NOTES'],
      ...[
        ...releases.map((release) => [
          release.id,
          release.date ?? '-',
          release.api.kubernetes,
          apiVersions(release).join(', '),
          release.install.workload,
          notes(release, catalogue.latest),
        ]),
        ...Object.entries(NOT_REPRODUCED)
          .filter(([id]) => !catalogue.ids.includes(id))
          .map(([id, { date, note }]) => [
            id, date, '-', '-', '-', `${note ? `${note}; ` : ''}its files could not be had: read them by --assets`,
          ]),
      ].sort(([one], [other]) => compareReleases(one, other)),
    ]));
  },
};

/** Rows with aligned columns. */
function table(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()}\n`).join('');
}

function notes(release: Release, latest: Release): string {
  const [bad] = release.knownBad;
  if (bad) { return `do not use: ${bad.reason}; fixed in ${bad.fixedIn}`; }
  return release.id === latest.id ? 'newest' : '';
}

function apiVersions({ api }: Release): string[] {
  return api.versions.map(({ name }) => name);
}

function asJson(release: Release): object {
  const { id, date, api, install, flags, knownBad } = release;
  return {
    id,
    date,
    kubernetes: api.kubernetes,
    apiVersions: apiVersions(release),
    controller: install.workload,
    assets: Object.values(install.assets),
    flags: [...flags.keys()].sort(),
    knownBad,
  };
}
