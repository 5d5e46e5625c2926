// Installs the locked dependencies unless they are there, so that the README's commands work on a fresh clone.
const { execSync } = require('node:child_process');
const { existsSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const installed = join(root, 'node_modules/.package-lock.json');
const locked = join(root, 'package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(locked).mtimeMs) {
  execSync('npm ci', { cwd: root, stdio: 'inherit' });
}
