/** What kosko's command line does for `generate --validate=false`, with the components of the working directory. */
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { generate, print, PrintFormat } = createRequire(join(process.cwd(), 'package.json'))('@kosko/generate');

generate({ path: join(process.cwd(), 'components'), components: ['*'], validate: false })
  .then((result) => print(result, { format: PrintFormat.YAML, writer: process.stdout }));
