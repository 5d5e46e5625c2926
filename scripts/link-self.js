// Makes the package importable by its own name, and its command known to npx, inside its own repository:
// the examples are written as users write theirs.
const { existsSync, mkdirSync, rmSync, symlinkSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const modules = join(root, 'node_modules');
if (existsSync(join(root, 'src'))) {
  link('..', join(modules, 'cdk8s-agent-sandbox'), 'junction');
  link(join('..', '..', 'bin', 'cdk8s-agent-sandbox'), join(modules, '.bin', 'cdk8s-agent-sandbox'), 'file');
}

function link(target, path, type) {
  mkdirSync(join(path, '..'), { recursive: true });
  rmSync(path, { force: true, recursive: false });
  symlinkSync(target, path, type);
}
