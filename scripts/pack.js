// Packs the library as it is published, into a directory: package.json without what only the repository needs, so that
// nothing runs when the package is installed, and containers as editors show them. Prints the path of the tarball.
//
//   node scripts/pack.js [OUTDIR]
//
// The same files give the same bytes: npm writes neither times nor owners into a tarball.
const { execFileSync } = require('node:child_process');
const { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, resolve } = require('node:path');
const { TAKES_CONTAINERS, withOwnContainers } = require('./package/own-containers');

const ROOT = join(__dirname, '..');
const REPOSITORY_ONLY = ['scripts', 'devDependencies', 'devEngines', 'overrides', 'jest', '//'];

const outdir = resolve(process.argv[2] ?? '.');
mkdirSync(outdir, { recursive: true });
const stage = mkdtempSync(join(tmpdir(), 'pack-'));
try {
  const [{ files }] = JSON.parse(npmPack(ROOT, '--dry-run', '--json'));
  for (const { path } of files) {
    mkdirSync(dirname(join(stage, path)), { recursive: true });
    cpSync(join(ROOT, path), join(stage, path));
  }
  const file = join(stage, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const member of REPOSITORY_ONLY) { delete manifest[member]; }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const path of TAKES_CONTAINERS) {
    const declarations = join(stage, path);
    writeFileSync(declarations, withOwnContainers(readFileSync(declarations, 'utf8')));
  }
  console.log(join(outdir, npmPack(stage, '--pack-destination', outdir).trim()));
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function npmPack(cwd, ...args) {
  return execFileSync('npm', ['pack', '--ignore-scripts', '--silent', ...args], {
    cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 * 1024 * 1024,
  });
}
